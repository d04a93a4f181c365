package org.printfarm.host.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim;

/** What an operator reads about a port that cannot be had. */
class PortProbeTest {

    private final PortProbe probe = new PortProbe();

    @Test
    void aMissingPrivilegeIsNamedWithBothWaysToGrantIt() {
        PortClaim claim = PortClaim.tcp(Loopback.of("127.0.0.11"), 990);
        assertThat(probe.words(claim, 990, FaultCode.PORT_NOT_PERMITTED, new BindException()))
                .startsWith("tcp 127.0.0.11:990 may not be bound by this user")
                .contains("sudo sysctl net.ipv4.ip_unprivileged_port_start=990")
                .contains("AmbientCapabilities=CAP_NET_BIND_SERVICE");
    }
}
