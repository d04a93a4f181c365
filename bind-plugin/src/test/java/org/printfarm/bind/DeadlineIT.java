package org.printfarm.bind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.PrinterEvent;

/** The time from accept to reply is bounded, whatever the peer does meanwhile. */
class DeadlineIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final long DRIP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MAX_DRIPS = 300;

    private BindServiceFactory factory;
    private LivePrinter printer;

    @BeforeEach
    void start() {
        factory = new BindServiceFactory();
        printer = LivePrinter.start(factory, TestPrinters.next(), Map.of("read-timeout", "1s"));
    }

    @AfterEach
    void stop() {
        printer.close();
        factory.close();
    }

    @Test
    void silentPeerIsClosed() throws IOException {
        long begin = System.nanoTime();
        try (Socket socket = Wire.connect(printer.plain())) {
            assertThat(Wire.readToEnd(socket)).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(TIMEOUT.minusMillis(100));
        printer.assertOnlyEvent(PrinterEvent.Kind.TIMED_OUT, "BEFORE_REQUEST");
    }

    @Test
    void peerThatDripsIsClosedAllTheSame() throws IOException {
        byte[] beginning = Wire.frame("{\"login\":{\"x\":\"" + "y".repeat(500) + "\"}}");
        try (Socket socket = Wire.connect(printer.plain())) {
            assertThat(drip(socket, beginning)).isLessThan(MAX_DRIPS);
        }
        printer.assertOnlyEvent(PrinterEvent.Kind.TIMED_OUT, "IN_REQUEST");
    }

    @Test
    void peerThatDripsItsHandshakeIsClosedAllTheSame() throws IOException {
        byte[] hello = new byte[512];
        System.arraycopy(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3}, 0, hello, 0, 11);
        try (Socket socket = Wire.connect(printer.tls())) {
            assertThat(drip(socket, hello)).isLessThan(MAX_DRIPS);
        }
        printer.assertOnlyEvent(PrinterEvent.Kind.TIMED_OUT, "IN_HANDSHAKE");
    }

    @Test
    void peerThatNeverEndsAfterARefusalIsClosedHard() throws IOException {
        try (Socket socket = Wire.connect(printer.plain())) {
            socket.getOutputStream().write(new byte[256]);
            assertThat(Wire.readToEnd(socket)).isEmpty();
            assertThat(drip(socket, new byte[512])).isLessThan(MAX_DRIPS);
        }
        printer.assertOnlyEvent(PrinterEvent.Kind.REFUSED, "BAD_HEADER");
    }

    /** Sends a byte every now and then until the server has closed; tells how many it took. */
    private static int drip(Socket socket, byte[] bytes) throws IOException {
        socket.setSoTimeout(1);
        for (int sent = 0; sent < MAX_DRIPS; sent++) {
            try {
                socket.getOutputStream().write(bytes[sent]);
                LockSupport.parkNanos(DRIP_NANOS);
                if (socket.getInputStream().read() < 0 && sent > 0 && isGone(socket)) {
                    return sent;
                }
            } catch (IOException end) {
                if (!(end instanceof SocketTimeoutException)) {
                    return sent;
                }
            }
        }
        return MAX_DRIPS;
    }

    /** After the end of the server's data, a write is answered with a reset once the server has closed as well. */
    private static boolean isGone(Socket socket) {
        try {
            socket.getOutputStream().write(0);
            LockSupport.parkNanos(DRIP_NANOS);
            socket.getOutputStream().write(0);
            return false;
        } catch (IOException gone) {
            return true;
        }
    }
}
