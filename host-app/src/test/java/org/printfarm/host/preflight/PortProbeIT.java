package org.printfarm.host.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.service.PortClaim;

class PortProbeIT {

    private static final int PORT = 3000;

    private final Inet4Address address = Loopback.next();
    private final PortProbe probe = new PortProbe();

    @Test
    void aFreePortIsNoTroubleAndStaysFree() throws IOException {
        assertThat(probe.trouble(PortClaim.tcp(address, PORT))).isEmpty();
        assertThat(probe.trouble(PortClaim.tcp(address, PORT))).isEmpty();
        hold().close();
    }

    @Test
    void aTakenPortNamesItsHolder() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/net")), "no /proc here: the holder of a port cannot be known");
        try (ServerSocket holder = hold()) {
            assertThat(holder.isBound()).isTrue();
            assertThat(probe.trouble(PortClaim.tcp(address, PORT)))
                    .hasValueSatisfying(text -> assertThat(text)
                            .contains("tcp " + address.getHostAddress() + ":" + PORT + " is taken by ")
                            .contains("(process " + ProcessHandle.current().pid() + ")"));
        }
    }

    @Test
    void theSystemsWordsAreNotReadAndNotTold() throws IOException {
        BindException german = new BindException("Die Adresse wird bereits verwendet");
        PortClaim claim = PortClaim.tcp(address, PORT);
        assertThat(probe.words(claim, PORT, german)).endsWith(":" + PORT + " cannot be bound (BindException)");
        try (ServerSocket holder = hold()) {
            assertThat(holder.isBound()).isTrue();
            assertThat(probe.words(claim, PORT, german)).contains(":" + PORT + " is taken");
        }
    }

    @Test
    void aTakenPortInsideARangeIsFound() throws IOException {
        try (ServerSocket holder = hold()) {
            assertThat(holder.isBound()).isTrue();
            PortClaim range = new PortClaim(PortClaim.Transport.TCP, address, PORT - 2, PORT + 2, false);
            assertThat(probe.trouble(range))
                    .hasValueSatisfying(text -> assertThat(text).contains(":" + PORT + " is taken"));
        }
    }

    @Test
    void aMissingAddressIsNamedWithItsMend() {
        assertThat(probe.trouble(PortClaim.tcp(Loopback.of("192.0.2.77"), PORT)))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("192.0.2.77 is on no interface")
                        .contains("ip address add 192.0.2.77/32 dev "));
    }

    @Test
    void aSharedPortMayBeHeldByAnother() throws IOException {
        try (DatagramChannel other = DatagramChannel.open()) {
            other.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            other.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            other.bind(new InetSocketAddress(address, 2021));
            assertThat(probe.trouble(PortClaim.sharedUdp(address, 2021))).isEmpty();
        }
    }

    private ServerSocket hold() throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address, PORT));
        return socket;
    }
}
