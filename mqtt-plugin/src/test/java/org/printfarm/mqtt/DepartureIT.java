package org.printfarm.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.mqtt.LeavingIT.Library;
import org.printfarm.mqtt.TestFarm.Running;

/** How clients leave that do not accept the certificate, each in its own way: one event of each, and no fault of ours. */
class DepartureIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> WITHOUT_A_WORD =
            Set.of("EOF_IN_HANDSHAKE", "RESET_IN_HANDSHAKE", "EOF_BEFORE_CONNECT", "RESET_BEFORE_CONNECT");

    @TempDir
    Path folder;

    private final TestFarm farm = new TestFarm();

    @AfterEach
    void closeFarm() {
        farm.close();
    }

    static Stream<Arguments> enginesAndVersions() {
        return LeavingIT.enginesAndVersions();
    }

    /** It sends no alert. */
    @ParameterizedTest
    @MethodSource("enginesAndVersions")
    void nodeThatDoesNotKnowTheCa(Library library, String version) throws Exception {
        Running printer = farm.start(TestPrinters.next(), Map.of(), library.tls());
        InetSocketAddress address = printer.address();
        String script = "const s = require('tls').connect({host: '"
                + address.getAddress().getHostAddress() + "', port: " + address.getPort() + ", minVersion: '" + version
                + "', maxVersion: '" + version + "'});"
                + "s.on('error', e => { console.log(e.code); process.exit(3); });"
                + "s.on('secureConnect', () => process.exit(0));";
        assertThat(run("node", "-e", script)).isEqualTo(3);
        assertOneEvent(printer, Kind.LOST);
        assertThat(WITHOUT_A_WORD).containsAll(printer.context().codes(Kind.LOST));
    }

    /** Its alert says that something failed inside of it, which is no fault of the server. */
    @ParameterizedTest
    @MethodSource("enginesAndVersions")
    void mosquittoThatExpectsAnotherName(Library library, String version) throws Exception {
        Running printer = farm.start(TestPrinters.next(), Map.of(), library.tls());
        String host = printer.address().getAddress().getHostAddress();
        String port = Integer.toString(printer.address().getPort());
        String trusted = certificate(printer).toString();
        String tls = version.replace("TLSv", "tlsv");
        assertThat(run("mosquitto_sub", "-h", host, "-p", port, "--cafile", trusted, "--tls-version", tls, "-t", "#"))
                .isNotZero();
        assertOneEvent(printer, Kind.TLS_FAILED);
        assertThat(printer.context().codes(Kind.TLS_FAILED)).containsExactly("INTERNAL_ERROR");
    }

    @ParameterizedTest
    @MethodSource("enginesAndVersions")
    void curlThatDoesNotKnowTheCa(Library library, String version) throws Exception {
        Running printer = farm.start(TestPrinters.next(), Map.of(), library.tls());
        String number = version.replace("TLSv", "");
        assertThat(run("curl", "-sS", "--noproxy", "*", "--tlsv" + number, "--tls-max", number, url(printer)))
                .isEqualTo(60);
        assertOneEvent(printer, Kind.TLS_FAILED);
        assertThat(printer.context().codes(Kind.TLS_FAILED)).containsExactly("UNKNOWN_CA");
    }

    /** It ends the handshake and goes. */
    @ParameterizedTest
    @MethodSource("enginesAndVersions")
    void lftpThatDoesNotKnowTheCa(Library library, String version) throws Exception {
        Running printer = farm.start(TestPrinters.next(), Map.of(), library.tls());
        String commands = "set ssl:verify-certificate yes; set net:max-retries 1; set net:timeout 30;"
                + " set ssl:priority NORMAL:-VERS-ALL:+VERS-" + version.replace("TLSv", "TLS") + "; open "
                + url(printer).replace("https", "ftps") + "; ls";
        assertThat(run("lftp", "-c", commands)).isNotZero();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(printer.context().events()).isNotEmpty());
        printer.service().close();
        // One for each of its connections: it may come once more, and then wait until the port has had enough.
        assertThat(printer.context().events())
                .hasSizeLessThanOrEqualTo(3)
                .allSatisfy(event -> assertThat(event.kind()).isIn(Kind.LOST, Kind.TIMED_OUT));
        assertThat(WITHOUT_A_WORD).containsAll(printer.context().codes(Kind.LOST));
    }

    private static String url(Running printer) {
        InetSocketAddress address = printer.address();
        return "https://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/";
    }

    @ParameterizedTest
    @MethodSource("enginesAndVersions")
    void javaThatDoesNotKnowTheCa(Library library, String version) throws Exception {
        Running printer = farm.start(TestPrinters.next(), Map.of(), library.tls());
        InetSocketAddress address = printer.address();
        try (SSLSocket socket = (SSLSocket)
                SSLContext.getDefault().getSocketFactory().createSocket(address.getAddress(), address.getPort())) {
            socket.setEnabledProtocols(new String[] {version});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
        assertOneEvent(printer, Kind.TLS_FAILED);
        assertThat(printer.context().codes(Kind.TLS_FAILED)).containsExactly("CERTIFICATE_UNKNOWN");
    }

    /** Closing the service waits for its connections, so nothing can come after that. */
    private static void assertOneEvent(Running printer, Kind kind) throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(printer.context().events()).isNotEmpty());
        printer.service().close();
        assertThat(printer.context().events())
                .singleElement()
                .satisfies(event -> assertThat(event.kind()).isEqualTo(kind));
    }

    /** The printer's own certificate, which is trusted here but names somebody else. */
    private Path certificate(Running printer) throws Exception {
        String base64 = Base64.getMimeEncoder()
                .encodeToString(printer.context().tls().chain().get(0).getEncoded());
        return Files.writeString(
                folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        boolean installed = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, command[0])));
        if (!installed) {
            System.err.println("SKIPPED: " + command[0] + " is not installed, nothing was proved here");
        }
        assumeTrue(installed, command[0] + " is installed");
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as(output)
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
