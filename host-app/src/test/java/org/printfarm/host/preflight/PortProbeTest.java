package org.printfarm.host.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import org.junit.jupiter.api.Test;
import org.printfarm.api.PortClaim;
import org.printfarm.api.contract.Loopback;

/** What an operator reads about a port that cannot be had; the failures are those of Linux. */
class PortProbeTest {

    private final PortProbe probe = new PortProbe();

    @Test
    void aMissingPrivilegeIsNamedWithBothWaysToGrantIt() {
        assertThat(words(990, "Permission denied"))
                .startsWith("tcp 127.0.0.11:990 may not be bound by this user")
                .contains("sudo sysctl net.ipv4.ip_unprivileged_port_start=990")
                .contains("AmbientCapabilities=CAP_NET_BIND_SERVICE");
    }

    @Test
    void aRefusalOfAHighPortIsNoMatterOfThatPrivilege() {
        assertThat(words(3000, "Permission denied")).isEqualTo("tcp 127.0.0.11:3000 may not be bound by this user");
    }

    @Test
    void anyOtherFailureIsToldInTheSystemsWords() {
        assertThat(words(3000, "No buffer space available"))
                .isEqualTo("tcp 127.0.0.11:3000 cannot be bound (No buffer space available)");
    }

    private String words(int port, String message) {
        return probe.words(PortClaim.tcp(Loopback.of("127.0.0.11"), port), port, new BindException(message));
    }
}
