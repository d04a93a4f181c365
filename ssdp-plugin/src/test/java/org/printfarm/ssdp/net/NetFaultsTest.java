package org.printfarm.ssdp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Fault;
import org.printfarm.api.FaultCode;
import org.printfarm.api.contract.Loopback;

/** Which code an I/O error becomes. */
class NetFaultsTest {

    private static final Inet4Address ADDRESS = Loopback.of("192.0.2.7");

    @Test
    void refusedBroadcastIsToldFromOtherTrouble() {
        IOException notPermitted = new IOException("Operation not permitted");
        assertThat(send(notPermitted, true).code()).isEqualTo(FaultCode.BROADCAST_NOT_PERMITTED);
        assertThat(send(new SocketException("Permission denied"), true).code())
                .isEqualTo(FaultCode.BROADCAST_NOT_PERMITTED);
        assertThat(send(notPermitted, false).code()).isEqualTo(FaultCode.NETWORK);
        assertThat(send(new SocketException("Network is unreachable"), true).code())
                .isEqualTo(FaultCode.NETWORK);
    }

    @Test
    void bindFailuresAreTold() {
        assertThat(open(new BindException("Address already in use"), true)).isEqualTo(FaultCode.PORT_IN_USE);
        assertThat(open(new BindException("Die Adresse wird bereits verwendet"), true))
                .isEqualTo(FaultCode.PORT_IN_USE);
        assertThat(open(new BindException("Cannot assign requested address"), false))
                .isEqualTo(FaultCode.ADDRESS_MISSING);
        assertThat(open(new BindException("Permission denied"), true)).isEqualTo(FaultCode.PORT_NOT_PERMITTED);
        assertThat(open(new SocketException("Too many open files"), false)).isEqualTo(FaultCode.TOO_MANY_OPEN_FILES);
        assertThat(open(new SocketException(), false)).isEqualTo(FaultCode.NETWORK);
    }

    @Test
    void textNamesThePlaceAndStaysOnOneLine() {
        Fault fault = send(new IOException("first\nsecond"), true);
        assertThat(fault.text())
                .contains("255.255.255.255:2021", "192.0.2.7", "first")
                .doesNotContain("\n", "second");
    }

    private static FaultCode open(IOException e, boolean addressWorks) {
        return NetFaults.cannotOpen(e, ADDRESS, 2021, addressWorks).code();
    }

    private static Fault send(IOException e, boolean broadcast) {
        return NetFaults.cannotSend(e, ADDRESS, "255.255.255.255:2021", broadcast);
    }
}
