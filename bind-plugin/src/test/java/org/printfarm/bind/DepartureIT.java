package org.printfarm.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.api.service.PrinterTls;

/** How programs leave that do not accept the certificate, each in its own way: one event of each, and no fault of ours. */
class DepartureIT {

    private static final long LIMIT_SECONDS = 120;

    /** What a client does not accept and says so, by several names; mosquitto's says that something failed inside of it. */
    private static final Set<String> ALERTS =
            Set.of("UNKNOWN_CA", "BAD_CERTIFICATE", "CERTIFICATE_UNKNOWN", "INTERNAL_ERROR");

    @TempDir
    Path folder;

    private final BindServiceFactory factory = new BindServiceFactory();

    @AfterEach
    void stop() {
        factory.close();
    }

    private LivePrinter printer(String engine) {
        return LivePrinter.start(factory, TestPrinters.next(), tls(engine), Map.of());
    }

    private static PrinterTls tls(String engine) {
        if (engine.equals("jdk")) {
            return TestTls.shared();
        }
        assumeTrue(Conscrypt.isAvailable(), "SKIPPED: no native engine here");
        return TestTls.shared().on(Conscrypt.newProvider());
    }

    /** Some send an alert and some just go, during the handshake or, with TLS 1.3, after it. */
    private static void assertOneOutcome(LivePrinter printer) {
        assertThat(printer.awaitEvents(1)).singleElement().satisfies(DepartureIT::isOutcome);
        // A second event of the same connection would come before this one's.
        await().atMost(LivePrinter.PATIENCE).until(() -> isServed(printer));
        assertThat(printer.awaitEvents(2))
                .filteredOn(event -> event.kind() == Kind.DETECTED)
                .hasSize(1);
    }

    private static boolean isServed(LivePrinter printer) throws IOException {
        try (TlsClient client = TlsClient.connect(printer.tls(), "TLSv1.3")) {
            return client.exchange(Wire.detect()).length > 0;
        }
    }

    private static void isOutcome(PrinterEvent event) {
        if (event.kind() == Kind.TLS_FAILED) {
            assertThat(event.code()).isIn(ALERTS);
        } else {
            assertThat(event.kind()).isEqualTo(Kind.LOST);
            assertThat(event.code())
                    .isIn("EOF_IN_HANDSHAKE", "EOF_BEFORE_REQUEST", "RESET_IN_HANDSHAKE", "RESET_BEFORE_REQUEST");
        }
    }

    @ParameterizedTest
    @CsvSource({"jdk, 1.2", "jdk, 1.3", "native, 1.2", "native, 1.3"})
    void nodeThatDoesNotKnowTheCa(String engine, String version) throws Exception {
        needed("node");
        try (LivePrinter printer = printer(engine)) {
            String v = "'TLSv" + version + "'";
            int exit = run(List.of(
                    "node",
                    "-e",
                    "const s = require('tls').connect({host: '" + printer.tls().getHostString()
                            + "', port: 3002, minVersion: " + v + ", maxVersion: " + v + "});"
                            + "s.on('error', e => process.exit(3)); s.on('secureConnect', () => process.exit(0));"));
            assertThat(exit).isEqualTo(3);
            assertOneOutcome(printer);
        }
    }

    @ParameterizedTest
    @CsvSource({"jdk, 1.2", "jdk, 1.3", "native, 1.2", "native, 1.3"})
    void curlThatDoesNotKnowTheCa(String engine, String version) throws Exception {
        needed("curl");
        try (LivePrinter printer = printer(engine)) {
            assertThat(run(curl(printer, version))).isEqualTo(60);
            assertOneOutcome(printer);
        }
    }

    @ParameterizedTest
    @CsvSource({"jdk, 1.2", "jdk, 1.3", "native, 1.2", "native, 1.3"})
    void curlThatExpectsAnotherName(String engine, String version) throws Exception {
        needed("curl");
        try (LivePrinter printer = printer(engine)) {
            List<String> command =
                    curl(printer, version, "--cacert", certificate().toString());
            assertThat(run(command)).isEqualTo(60);
            assertOneOutcome(printer);
        }
    }

    @ParameterizedTest
    @CsvSource({"jdk, 1.2", "jdk, 1.3", "native, 1.2", "native, 1.3"})
    void mosquittoThatExpectsAnotherName(String engine, String version) throws Exception {
        needed("mosquitto_sub");
        try (LivePrinter printer = printer(engine)) {
            int exit = run(List.of(
                    "mosquitto_sub",
                    "-h",
                    printer.tls().getHostString(),
                    "-p",
                    "3002",
                    "--cafile",
                    certificate().toString(),
                    "--tls-version",
                    "tlsv" + version,
                    "-t",
                    "#"));
            assertThat(exit).isNotZero();
            assertOneOutcome(printer);
        }
    }

    /** It ends the handshake and goes. */
    @ParameterizedTest
    @CsvSource({"jdk, 1.2", "jdk, 1.3", "native, 1.2", "native, 1.3"})
    void lftpThatDoesNotKnowTheCa(String engine, String version) throws Exception {
        needed("lftp");
        try (LivePrinter printer = printer(engine)) {
            int exit = run(List.of(
                    "lftp",
                    "-c",
                    "set ssl:verify-certificate yes; set net:max-retries 1; set net:timeout 30;"
                            + " set ssl:priority NORMAL:-VERS-ALL:+VERS-TLS" + version + "; open ftps://"
                            + printer.tls().getHostString() + ":3002/; ls"));
            assertThat(exit).isNotZero();
            // One for each of its connections: it may come once more, and then wait until the port has had enough.
            await().atMost(LivePrinter.PATIENCE).until(() -> isServed(printer));
            assertThat(printer.events())
                    .filteredOn(event -> event.kind() != Kind.DETECTED)
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(3)
                    .filteredOn(event -> event.kind() != Kind.TIMED_OUT)
                    .allSatisfy(DepartureIT::isOutcome);
        }
    }

    @ParameterizedTest
    @CsvSource({"jdk, 1.2", "jdk, 1.3", "native, 1.2", "native, 1.3"})
    void javaThatDoesNotKnowTheCa(String engine, String version) throws Exception {
        try (LivePrinter printer = printer(engine)) {
            try (SSLSocket socket = (SSLSocket) SSLContext.getDefault()
                    .getSocketFactory()
                    .createSocket(printer.tls().getAddress(), 3002)) {
                socket.setEnabledProtocols(new String[] {"TLSv" + version});
                assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
            }
            assertOneOutcome(printer);
        }
    }

    private static List<String> curl(LivePrinter printer, String version, String... more) {
        List<String> command = new java.util.ArrayList<>(
                List.of("curl", "-sS", "--noproxy", "*", "--tlsv" + version, "--tls-max", version));
        command.addAll(List.of(more));
        command.add("https://" + printer.tls().getHostString() + ":3002/");
        return command;
    }

    private static void needed(String program) {
        boolean there = java.util.Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
        if (!there) {
            System.err.println("SKIPPED: " + program + " is not installed; install it to run this test");
        }
        assumeTrue(there, program + " is not installed");
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("%s ends in time", command.get(0)).isTrue();
        return process.exitValue();
    }

    /** The printer's own certificate, which is trusted here but names somebody else. */
    private Path certificate() throws Exception {
        String base64 = Base64.getMimeEncoder()
                .encodeToString(TestTls.shared().chain().get(0).getEncoded());
        return Files.writeString(
                folder.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n",
                StandardCharsets.US_ASCII);
    }
}
