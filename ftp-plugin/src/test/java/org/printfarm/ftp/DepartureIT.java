package org.printfarm.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterEvent.Kind;

/** How clients leave that do not accept the certificate, each in its own way: one event of each, and no fault of ours. */
class DepartureIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What a client does not accept and says so, by several names; TLS 1.2, since nothing else is offered. */
    private static final Set<String> ALERTS =
            Set.of("UNKNOWN_CA", "BAD_CERTIFICATE", "CERTIFICATE_UNKNOWN", "INTERNAL_ERROR");

    @TempDir
    Path folder;

    private final TestFarm farm = new TestFarm();

    @AfterEach
    void stop() throws Exception {
        farm.close();
    }

    /** Of each connection one event; some clients send an alert and some leave after the handshake, and lftp tries twice. */
    private static void assertOneOutcome(TestFarm.TestPrinter printer) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(printer.context().events()).isNotEmpty());
        List<PrinterEvent> events = printer.context().events();
        assertThat(events).extracting(PrinterEvent::peer).doesNotHaveDuplicates();
        assertThat(events).allSatisfy(event -> {
            if (event.kind() == Kind.TLS_FAILED) {
                assertThat(ALERTS).contains(event.code());
            } else {
                assertThat(event.kind()).isEqualTo(Kind.LOST);
                assertThat(event.code()).isIn("EOF_IN_HANDSHAKE", "EOF_BEFORE_LOGIN");
            }
        });
    }

    private static void assertLost(TestFarm.TestPrinter printer, String code) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(printer.context().codes(Kind.LOST)).containsExactly(code));
        assertThat(printer.context().events()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void curlThatExpectsAnotherName(Library library) throws Exception {
        Tool.needed("curl");
        TestFarm.TestPrinter printer = farm.printer(library, Map.of());
        Path trusted = certificate(library);
        Tool.Result curl = Tool.run(
                List.of("curl", "-sS", "--ssl-reqd", "--cacert", trusted.toString(), "-u", "bblp:x", printer.url()));
        assertThat(curl.exit()).as(curl.output()).isEqualTo(60);
        assertOneOutcome(printer);
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void nodeThatDoesNotKnowTheCa(Library library) throws Exception {
        Tool.needed("node");
        TestFarm.TestPrinter printer = farm.printer(library, Map.of());
        Tool.Result node = Tool.run(List.of(
                "node",
                "-e",
                "const s = require('tls').connect({host: '" + printer.host() + "', port: " + TestFarm.PORT + "});"
                        + "s.on('error', e => { console.log(e.code); process.exit(3); });"
                        + "s.on('secureConnect', () => process.exit(0));"));
        assertThat(node.exit()).as(node.output()).isEqualTo(3);
        assertOneOutcome(printer);
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void lftpThatDoesNotKnowTheCa(Library library) throws Exception {
        Tool.needed("lftp");
        TestFarm.TestPrinter printer = farm.printer(library, Map.of());
        Tool.Result lftp = Tool.run(
                List.of("lftp"),
                "set ssl:verify-certificate yes\nset net:max-retries 1\nset net:timeout 30\nopen -u bblp,"
                        + TestPrinters.ACCESS_CODE + " " + printer.url() + "\nls\nquit\n");
        assertThat(lftp.output()).containsIgnoringCase("certificate");
        assertOneOutcome(printer);
    }

    /** It sends the alert INTERNAL_ERROR, which says nothing about the server. */
    @ParameterizedTest
    @EnumSource(Library.class)
    void mosquittoThatExpectsAnotherName(Library library) throws Exception {
        Tool.needed("mosquitto_pub");
        TestFarm.TestPrinter printer = farm.printer(library, Map.of());
        Tool.Result mosquitto = Tool.run(List.of(
                "mosquitto_pub",
                "--cafile",
                certificate(library).toString(),
                "-h",
                printer.host(),
                "-p",
                Integer.toString(TestFarm.PORT),
                "-t",
                "a",
                "-m",
                "b"));
        assertThat(mosquitto.exit()).isNotZero();
        assertOneOutcome(printer);
        assertThat(printer.context().codes(Kind.TLS_FAILED)).containsExactly("INTERNAL_ERROR");
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void javaThatDoesNotKnowTheCa(Library library) throws Exception {
        TestFarm.TestPrinter printer = farm.printer(library, Map.of());
        try (SSLSocket socket =
                (SSLSocket) SSLContext.getDefault().getSocketFactory().createSocket(printer.host(), TestFarm.PORT)) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(printer.context().codes(Kind.TLS_FAILED)).containsExactly("CERTIFICATE_UNKNOWN"));
        assertThat(printer.context().events()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void whoeverJustGoes(Library library) throws Exception {
        TestFarm.TestPrinter before = farm.printer(library, Map.of());
        new Socket(before.host(), TestFarm.PORT).close();
        assertLost(before, "EOF_IN_HANDSHAKE");
        TestFarm.TestPrinter after = farm.printer(library, Map.of());
        try (RawClient client = new RawClient(after)) {
            client.expect(220);
        }
        assertLost(after, "EOF_BEFORE_LOGIN");
        TestFarm.TestPrinter reset = farm.printer(library, Map.of());
        try (RawClient client = new RawClient(reset)) {
            client.expect(220);
            client.plain.setSoLinger(true, 0);
        }
        assertLost(reset, "EOF_BEFORE_LOGIN");
    }

    /** The printer's own certificate, which is trusted here but names somebody else. */
    private Path certificate(Library library) throws Exception {
        String base64 = Base64.getMimeEncoder()
                .encodeToString(library.tls().chain().get(0).getEncoded());
        return Files.writeString(
                folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }
}
