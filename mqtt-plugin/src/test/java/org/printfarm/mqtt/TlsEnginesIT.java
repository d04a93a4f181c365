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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.mqtt.TestFarm.Running;
import org.printfarm.mqtt.client.Packets;
import org.printfarm.mqtt.client.RawClient;

/** The same with the engines of the JDK and with the native ones that the host prefers. */
class TlsEnginesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LARGE = 200 * 1024;

    private final TestFarm farm = new TestFarm();

    /** Whose engines. */
    enum Library {
        JDK,
        CONSCRYPT;

        PrinterTls tls() {
            return this == JDK ? TestTls.shared() : TestTls.shared().on(Conscrypt.newProvider());
        }
    }

    @AfterEach
    void closeFarm() {
        farm.close();
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void largeRequestIsAnsweredAndStatusComes(Library library) throws IOException {
        Running printer = start(library);
        try (RawClient client = RawClient.loggedIn(printer.address(), "large").subscribed(printer.serial())) {
            client.report("push_status");
            client.send(Packets.publish(
                    "device/" + printer.serial() + "/request",
                    "{\"info\":{\"command\":\"get_version\",\"sequence_id\":\"1\",\"filler\":\"" + "x".repeat(LARGE)
                            + "\"}}"));
            client.report("get_version");
            client.report("push_status");
            client.send(Packets.disconnect());
            assertThat(client.isClosedByPeer()).isTrue();
        }
        await().atMost(PATIENCE)
                .until(() -> printer.context().codes(Kind.DISCONNECTED).contains("GOODBYE"));
        assertThat(printer.context().codes(Kind.FAULT)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void clientThatDoesNotTrustIsTold(Library library) throws Exception {
        Running printer = start(library);
        try (SSLSocket socket = (SSLSocket) SSLContext.getDefault()
                .getSocketFactory()
                .createSocket(printer.address().getAddress(), printer.address().getPort())) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(printer.context().codes(Kind.TLS_FAILED)).containsExactly("CERTIFICATE_UNKNOWN"));
    }

    @ParameterizedTest
    @CsvSource({"JDK, -tls1_2", "JDK, -tls1_3", "CONSCRYPT, -tls1_2", "CONSCRYPT, -tls1_3"})
    void slicersAlertIsToldByName(Library library, String version) throws IOException, InterruptedException {
        Running printer = start(library);
        assertThat(openssl(printer, "-verify_return_error", version)).containsIgnoringCase("verify");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(printer.context().codes(Kind.TLS_FAILED))
                        .hasSize(1)
                        .allMatch(code -> code.equals("UNKNOWN_CA") || code.equals("BAD_CERTIFICATE")));
    }

    /** The doctor goes by these names. */
    @ParameterizedTest
    @CsvSource({
        "JDK, -tls1_1, SENT_PROTOCOL_VERSION",
        "CONSCRYPT, -tls1_1, SENT_PROTOCOL_VERSION",
        "JDK, -tls1_2 -cipher DHE-RSA-AES128-CCM, SENT_HANDSHAKE_FAILURE",
        "CONSCRYPT, -tls1_2 -cipher DHE-RSA-AES128-CCM, SENT_HANDSHAKE_FAILURE"
    })
    void aClientThatHasNothingInCommonWithThePrinterIsToldOfByTheAlert(Library library, String options, String code)
            throws Exception {
        Running printer = start(library);
        openssl(printer, (options + (options.contains("-cipher") ? "" : " -cipher DEFAULT@SECLEVEL=0")).split(" "));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(printer.context().codes(Kind.TLS_FAILED)).containsExactly(code));
    }

    private static String openssl(Running printer, String... options) throws IOException, InterruptedException {
        boolean installed = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "openssl")));
        if (!installed) {
            System.err.println("SKIPPED: openssl is not installed, nothing was proved here");
        }
        assumeTrue(installed, "openssl is installed");
        InetSocketAddress server = printer.address();
        List<String> command = new ArrayList<>(List.of(
                "openssl", "s_client", "-connect", server.getAddress().getHostAddress() + ":" + server.getPort()));
        command.addAll(List.of(options));
        Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
        openssl.getOutputStream().close();
        try {
            String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(openssl.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return said;
        } finally {
            openssl.destroyForcibly();
        }
    }

    private Running start(Library library) {
        return farm.start(TestPrinters.next(), Map.of("push-interval", "1s"), library.tls());
    }
}
