package org.printfarm.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterTls;

/** Detect on the TLS port, over real connections. */
class TlsExchangeIT {

    private static final int ROUNDS = 20;

    private static final int BARE_ENDS = 200;

    /** Bytes. Source: protocol notes, section 1. */
    private static final int LARGEST_REQUEST = 4096;

    private BindServiceFactory factory;
    private LivePrinter printer;

    @BeforeEach
    void start() {
        factory = new BindServiceFactory();
        printer = LivePrinter.start(factory, TestPrinters.next(), serverTls(), Map.of("read-timeout", "2s"));
    }

    /** The printer's TLS: the JDK's engines. */
    PrinterTls serverTls() {
        return TestTls.shared();
    }

    @AfterEach
    void stop() {
        printer.close();
        factory.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void requestGetsTheExactReplyAndCloseNotify(String version) throws IOException {
        try (TlsClient client = TlsClient.connect(printer.tls(), version)) {
            assertThat(client.exchange(Wire.detect())).isEqualTo(printer.expectedReply());
            assertThat(client.gotCloseNotify()).isTrue();
        }
        printer.assertOnlyEvent(
                PrinterEvent.Kind.DETECTED, version.toUpperCase(Locale.ROOT).replace('.', '_'));
        assertThat(printer.events().get(0).port()).isEqualTo(3002);
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, TLS_RSA_WITH_AES_256_GCM_SHA384",
        "TLSv1.2, TLS_RSA_WITH_AES_128_GCM_SHA256",
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLSv1.3, TLS_AES_256_GCM_SHA384",
        "TLSv1.3, TLS_AES_128_GCM_SHA256"
    })
    void eachSuiteIsServed(String version, String suite) throws IOException {
        try (TlsClient client = TlsClient.connect(printer.tls(), version, suite)) {
            assertThat(client.exchange(Wire.detect())).isEqualTo(printer.expectedReply());
            assertThat(client.engine().getSession().getCipherSuite()).isEqualTo(suite);
            assertThat(client.gotCloseNotify()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void requestTogetherWithTheEndOfTheHandshakeIsAnsweredEachTime(String version) throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            try (TlsClient client = TlsClient.connect(printer.tls(), version)) {
                client.holdBack();
                client.handshake();
                client.write(Wire.detect());
                client.release();
                assertThat(client.readToEnd()).isEqualTo(printer.expectedReply());
                assertThat(client.gotCloseNotify()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void halfCloseRightAfterTheRequestIsAnswered(String version) throws IOException {
        try (TlsClient client = TlsClient.connect(printer.tls(), version)) {
            client.handshake();
            client.write(Wire.detect());
            client.closeOutput();
            assertThat(client.readToEnd()).isEqualTo(printer.expectedReply());
            assertThat(client.gotCloseNotify()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void endOfTcpWithoutCloseNotifyRightAfterTheRequestIsAnswered(String version) throws IOException {
        try (TlsClient client = TlsClient.connect(printer.tls(), version)) {
            client.handshake();
            client.write(Wire.detect());
            client.socket().shutdownOutput();
            assertThat(client.readToEnd()).isEqualTo(printer.expectedReply());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void requestInManyRecordsAndManyPiecesIsAnswered(String version) throws IOException {
        try (TlsClient client = TlsClient.connect(printer.tls(), version)) {
            client.handshake();
            OutputStream out = client.socket().getOutputStream();
            for (byte part : Wire.detect()) {
                byte[] record = client.encrypt(new byte[] {part});
                out.write(record, 0, 7);
                out.write(record, 7, record.length - 7);
            }
            assertThat(client.readToEnd()).isEqualTo(printer.expectedReply());
            assertThat(client.gotCloseNotify()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void trailingBytesAndASecondFrameDoNotCostTheReply(String version) throws IOException {
        try (TlsClient client = TlsClient.connect(printer.tls(), version)) {
            client.handshake();
            client.write(Arrays.copyOf(Wire.detect(), 8_000));
            assertThat(client.readToEnd()).isEqualTo(printer.expectedReply());
            assertThat(client.gotCloseNotify()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void refusalIsCloseNotifyWithoutAByte(String version) throws IOException {
        try (TlsClient client = TlsClient.connect(printer.tls(), version)) {
            assertThat(client.exchange("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                    .isEmpty();
            assertThat(client.gotCloseNotify()).isTrue();
        }
        printer.assertOnlyEvent(PrinterEvent.Kind.REFUSED, "BAD_HEADER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void silenceAfterTheHandshakeEndsWithCloseNotify(String version) throws IOException {
        try (TlsClient client = TlsClient.connect(printer.tls(), version)) {
            client.handshake();
            assertThat(client.readToEnd()).isEmpty();
            assertThat(client.gotCloseNotify()).isTrue();
        }
        printer.assertOnlyEvent(PrinterEvent.Kind.TIMED_OUT, "BEFORE_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void goodbyeInsteadOfARequestIsAClose(String version) throws IOException {
        try (TlsClient client = TlsClient.connect(printer.tls(), version)) {
            client.handshake();
            client.closeOutput();
            assertThat(client.readToEnd()).isEmpty();
        }
        printer.assertOnlyEvent(PrinterEvent.Kind.LOST, "EOF_BEFORE_REQUEST");
    }

    /** TLS 1.2, where the server ends the handshake: the client cannot know when it is over otherwise. */
    @Test
    void closeOfTheServiceIsACloseNotify() throws IOException {
        try (TlsClient client = TlsClient.connect(printer.tls(), "TLSv1.2")) {
            client.handshake();
            printer.service().close();
            assertThat(client.readToEnd()).isEmpty();
            assertThat(client.gotCloseNotify()).isTrue();
        }
        printer.assertOnlyEvent(PrinterEvent.Kind.REFUSED, "SERVICE_CLOSED");
    }

    /** Requests of every size, after handshakes that take a session up again and after full ones. */
    @ParameterizedTest
    @CsvSource({"TLSv1.2, true", "TLSv1.2, false", "TLSv1.3, true", "TLSv1.3, false"})
    void requestAndABareEndAreAnswered(String version, boolean resuming) throws IOException {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < BARE_ENDS; i++) {
            try (TlsClient client =
                    resuming ? TlsClient.resuming(printer.tls(), version) : TlsClient.connect(printer.tls(), version)) {
                client.holdBack();
                client.handshake();
                client.write(Wire.detect(LARGEST_REQUEST * i / (BARE_ENDS - 1)));
                client.release();
                client.socket().shutdownOutput();
                assertThat(client.readToEnd()).isEqualTo(printer.expectedReply());
                ids.add(HexFormat.of().formatHex(client.engine().getSession().getId()));
            }
        }
        printer.awaitEvents(BARE_ENDS);
        if (resuming && version.equals("TLSv1.2")) {
            assertThat(ids).as("sessions for %s handshakes", BARE_ENDS).hasSizeLessThan(BARE_ENDS);
        }
    }

    @Test
    void silenceBeforeTheHandshakeEndsByTheDeadline() throws IOException {
        try (Socket socket = Wire.connect(printer.tls())) {
            assertThat(Wire.readToEnd(socket)).isEmpty();
        }
        printer.assertOnlyEvent(PrinterEvent.Kind.TIMED_OUT, "IN_HANDSHAKE");
    }

    @Test
    void plainRequestGetsNoPlainAnswerOnTheTlsPort() throws IOException {
        assertThat(Wire.exchange(printer.tls(), Wire.detect())).isEmpty();
        printer.assertOnlyEvent(PrinterEvent.Kind.TLS_FAILED, "NOT_TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1"})
    void oldVersionIsRefusedWithAnAlert(String version) throws IOException {
        byte minor = (byte) (version.equals("TLSv1") ? 1 : 2);
        byte[] answer = Wire.exchange(printer.tls(), clientHello(minor));
        assertThat(answer).hasSize(7).startsWith(21, 3).endsWith(2, 70);
        printer.assertOnlyEvent(PrinterEvent.Kind.TLS_FAILED, "SENT_PROTOCOL_VERSION");
    }

    /** A ClientHello of an old client: one suite, no extensions. */
    private static byte[] clientHello(byte minor) {
        byte[] hello = new byte[5 + 4 + 41];
        hello[0] = 22;
        hello[1] = 3;
        hello[2] = 1;
        hello[4] = 45;
        hello[5] = 1;
        hello[8] = 41;
        hello[9] = 3;
        hello[10] = minor;
        hello[45] = 2;
        hello[47] = 0x2F;
        hello[48] = 1;
        return hello;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void clientThatDoesNotTrustTheAuthorityIsToldByName(String version) throws IOException {
        try (TlsClient client = TlsClient.connect(printer.tls(), false, version)) {
            assertThatThrownBy(client::handshake).isInstanceOf(IOException.class);
            client.sendAlert();
            assertThat(printer.awaitEvents(1)).singleElement().satisfies(event -> {
                assertThat(event.kind()).isEqualTo(PrinterEvent.Kind.TLS_FAILED);
                assertThat(event.code()).isIn("CERTIFICATE_UNKNOWN", "UNKNOWN_CA");
            });
        }
    }

    @Test
    void suiteThatNobodyHasIsRefused() throws IOException {
        try (TlsClient client =
                TlsClient.connect(printer.tls(), "TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")) {
            assertThatThrownBy(client::handshake).isInstanceOf(IOException.class);
        }
        printer.assertOnlyEvent(PrinterEvent.Kind.TLS_FAILED, "SENT_HANDSHAKE_FAILURE");
    }

    @Test
    void garbageAfterTheFirstRecordEndsTheConnection() throws IOException {
        byte[] garbage = new byte[3_000];
        Arrays.fill(garbage, (byte) 0x5A);
        System.arraycopy(new byte[] {22, 3, 1, 0, 80}, 0, garbage, 0, 5);
        try (Socket socket = Wire.connect(printer.tls())) {
            socket.getOutputStream().write(garbage);
            Wire.readToEnd(socket);
        }
        assertThat(printer.awaitEvents(1).get(0).kind()).isEqualTo(PrinterEvent.Kind.TLS_FAILED);
        try (TlsClient client = TlsClient.connect(printer.tls(), "TLSv1.3")) {
            assertThat(client.exchange(Wire.detect())).isEqualTo(printer.expectedReply());
        }
    }
}
