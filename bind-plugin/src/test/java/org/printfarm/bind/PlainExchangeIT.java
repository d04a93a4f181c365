package org.printfarm.bind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.bind.frame.FrameVector;

/** Detect on the plain port, over real connections. */
class PlainExchangeIT {

    private BindServiceFactory factory;
    private LivePrinter printer;

    @BeforeEach
    void start() {
        factory = new BindServiceFactory();
        printer = LivePrinter.start(factory);
    }

    @AfterEach
    void stop() {
        printer.close();
        factory.close();
    }

    static Stream<FrameVector> decidedVectors() {
        return FrameVector.all().filter(vector -> !vector.frame().equals("incomplete"));
    }

    @Test
    void capturedRequestGetsTheExactReplyAndAClose() throws IOException {
        assertThat(printer.status()).isInstanceOf(ServiceStatus.Running.class);
        assertThat(Wire.exchange(printer.plain(), FrameVector.captured().bytes()))
                .isEqualTo(printer.expectedReply());
        printer.assertOnlyEvent(PrinterEvent.Kind.DETECTED, "PLAIN");
        assertThat(printer.events().get(0).bytes()).isEqualTo(58);
        assertThat(printer.events().get(0).port()).isEqualTo(3000);
    }

    @ParameterizedTest
    @MethodSource("decidedVectors")
    void vectorIsAnsweredOrClosedWithoutAByteAndWithoutAReset(FrameVector vector) throws IOException {
        byte[] reply = Wire.exchange(printer.plain(), vector.bytes());
        if (vector.isAnswered()) {
            assertThat(reply).isEqualTo(printer.expectedReply());
            printer.assertOnlyEvent(PrinterEvent.Kind.DETECTED, "PLAIN");
        } else {
            assertThat(reply).isEmpty();
            printer.assertOnlyEvent(PrinterEvent.Kind.REFUSED, refusalOf(vector));
        }
    }

    private static String refusalOf(FrameVector vector) {
        String fault = vector.request().orElseGet(() -> vector.frame().split(" ")[1]);
        return fault.equals("LOGIN") || fault.equals("OTHER") ? "COMMAND_NOT_SERVED" : fault;
    }

    @Test
    void everyTwoPlaceCutIsAnswered() throws IOException {
        byte[] request = Wire.detect();
        int exchanges = 0;
        for (int first = 1; first < request.length; first++) {
            for (int second = first + 1; second < request.length; second += 7) {
                byte[] reply = Wire.exchange(
                        printer.plain(),
                        Arrays.copyOfRange(request, 0, first),
                        Arrays.copyOfRange(request, first, second),
                        Arrays.copyOfRange(request, second, request.length));
                assertThat(reply).isEqualTo(printer.expectedReply());
                exchanges++;
            }
        }
        printer.awaitEvents(exchanges);
    }

    @Test
    void oneByteAtATimeIsAnswered() throws IOException {
        byte[][] bytes = new byte[Wire.detect().length][];
        Arrays.setAll(bytes, i -> new byte[] {Wire.detect()[i]});
        assertThat(Wire.exchange(printer.plain(), bytes)).isEqualTo(printer.expectedReply());
    }

    @Test
    void replyArrivesInOnePiece() throws IOException {
        try (Socket socket = Wire.connect(printer.plain())) {
            socket.getOutputStream().write(Wire.detect());
            byte[] room = new byte[1_024];
            int count = socket.getInputStream().read(room);
            assertThat(Arrays.copyOf(room, count)).isEqualTo(printer.expectedReply());
        }
    }

    @Test
    void halfCloseRightAfterTheRequestIsAnswered() throws IOException {
        try (Socket socket = Wire.connect(printer.plain())) {
            socket.getOutputStream().write(Wire.detect());
            socket.shutdownOutput();
            assertThat(Wire.readToEnd(socket)).isEqualTo(printer.expectedReply());
        }
        printer.assertOnlyEvent(PrinterEvent.Kind.DETECTED, "PLAIN");
    }

    @Test
    void halfCloseBeforeTheRequestIsCompleteIsAClose() throws IOException {
        try (Socket socket = Wire.connect(printer.plain())) {
            socket.getOutputStream().write(Wire.detect(), 0, 57);
            socket.shutdownOutput();
            assertThat(Wire.readToEnd(socket)).isEmpty();
        }
        printer.assertOnlyEvent(PrinterEvent.Kind.LOST, "EOF_IN_REQUEST");
    }

    @Test
    void connectionWithoutAByteIsTold() throws IOException {
        Wire.connect(printer.plain()).close();
        printer.assertOnlyEvent(PrinterEvent.Kind.LOST, "EOF_BEFORE_REQUEST");
    }

    @Test
    void muchBehindTheRequestDoesNotCostTheReply() throws IOException {
        byte[] much = Arrays.copyOf(Wire.detect(), 20_000);
        assertThat(Wire.exchange(printer.plain(), much)).isEqualTo(printer.expectedReply());
    }

    @Test
    void claimAboveTheLimitIsRefusedBeforeTheBodyComes() throws IOException {
        try (Socket socket = Wire.connect(printer.plain())) {
            socket.getOutputStream().write(new byte[] {(byte) 0xA5, (byte) 0xA5, 0x01, 0x10});
            assertThat(Wire.readToEnd(socket)).isEmpty();
        }
        printer.assertOnlyEvent(PrinterEvent.Kind.REFUSED, "LENGTH_OVER_LIMIT");
        assertThat(printer.events().get(0).bytes()).isEqualTo(4097);
    }

    @Test
    void longClientHelloIsClosedWithoutAReset() throws IOException {
        byte[] hello = new byte[1_500];
        hello[0] = 22;
        assertThat(Wire.exchange(printer.plain(), hello)).isEmpty();
        printer.assertOnlyEvent(PrinterEvent.Kind.REFUSED, "BAD_HEADER");
    }

    @Test
    void settingsChooseEchoAndTheLanOnlyAnswer() throws IOException {
        try (LivePrinter other = LivePrinter.start(
                factory, TestPrinters.next(), Map.of("sequence-id", "echo", "login-reply", "lan-only"))) {
            assertThat(Wire.exchange(other.plain(), Wire.detect())).isEqualTo(other.expectedReply("\"20000\""));
            byte[] login = Wire.frame("{\"login\":{\"command\":\"login\",\"sequence_id\":\"20000\"}}");
            assertThat(Wire.exchange(other.plain(), login))
                    .isEqualTo(Wire.frame("{\"login\":{\"sequence_id\":1000,\"command\":\"login_report\","
                            + "\"status\":\"FAILURE\",\"reason\":\"{\\\"devmsg\\\":\\\"LAN-ONLY enabled\\\","
                            + "\\\"err_code\\\":83902489}\"}}"));
        }
    }

    @Test
    void nameOutsideOfAsciiLeavesAsAscii() throws IOException {
        PrinterIdentity identity =
                new PrinterIdentity("03000A391800001", PrinterModel.A1_MINI, "W\u00fcrfel \ud83d\ude00", "01.09.00.00");
        try (LivePrinter other =
                LivePrinter.start(factory, TestPrinters.with("bay", identity, Loopback.next()), Map.of())) {
            byte[] reply = Wire.exchange(other.plain(), Wire.detect());
            assertThat(new String(reply, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .contains("\"model\":\"N1\",\"name\":\"W\\u00FCrfel \\uD83D\\uDE00\"");
        }
    }

    @Test
    void withoutTlsTheTlsPortAnswersInPlainText() throws IOException {
        try (LivePrinter other = LivePrinter.start(factory, TestPrinters.next(), Map.of("tls", "off"))) {
            assertThat(Wire.exchange(other.tls(), Wire.detect())).isEqualTo(other.expectedReply());
            assertThat(Wire.exchange(other.plain(), Wire.detect())).isEqualTo(other.expectedReply());
        }
    }
}
