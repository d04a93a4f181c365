package org.printfarm.host.client.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.client.ClientException;
import org.printfarm.host.client.ClientException.Code;
import org.printfarm.host.view.PrinterSnapshot;

class WatchClientIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Secret CODE = Secret.of("Ab3xYz79");

    @Test
    void firstStatusAndEachChangeAreTold() throws Exception {
        String idle = "{\"print\":{\"command\":\"push_status\",\"gcode_state\":\"IDLE\",\"sdcard\":true}}";
        String delta = "{\"print\":{\"command\":\"push_status\",\"bed_temper\":26.5}}";
        String other = "{\"info\":{\"command\":\"get_version\"}}";
        String finish =
                "{\"print\":{\"command\":\"push_status\",\"gcode_state\":\"FINISH\",\"gcode_file\":\"a\\u001b.3mf\"}}";
        List<PrinterSnapshot> seen = new ArrayList<>();
        try (ScriptedPrinter printer = new ScriptedPrinter(0, idle, idle, delta, other, "no json", finish);
                WatchClient client = WatchClient.connect(target(printer))) {
            client.follow(snapshot -> {
                seen.add(snapshot);
                if (snapshot.state().equals("FINISH")) {
                    client.close();
                }
            });
        }
        assertThat(seen).extracting(PrinterSnapshot::state).containsExactly("IDLE", "FINISH");
        assertThat(seen.get(1).storage()).isTrue();
        assertThat(seen.get(1).bed()).isEqualTo(26.5);
        assertThat(seen.get(1).toLine()).startsWith("state=FINISH file=a?.3mf ");
    }

    @Test
    void aPrintThatIsTurnedDownOrFailsIsToldWithItsReason() throws Exception {
        String idle = "{\"print\":{\"command\":\"push_status\",\"gcode_state\":\"IDLE\"}}";
        String refused = "{\"print\":{\"command\":\"project_file\",\"result\":\"FAIL\",\"reason\":\"NO_SUCH_PLATE\"}}";
        String taken = "{\"print\":{\"command\":\"project_file\",\"result\":\"SUCCESS\"}}";
        String failed = "{\"print\":{\"command\":\"push_status\",\"gcode_state\":\"FAILED\",\"print_error\":83902467}}";
        List<String> lines = new ArrayList<>();
        try (ScriptedPrinter printer = new ScriptedPrinter(0, idle, refused, taken, failed);
                WatchClient client = WatchClient.connect(target(printer))) {
            client.follow(snapshot -> {
                lines.add(snapshot.toLine());
                if (snapshot.state().equals("FAILED")) {
                    client.close();
                }
            });
        }
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).contains("state=IDLE").contains("refused=NO_SUCH_PLATE");
        assertThat(lines.get(2)).doesNotContain("refused");
        assertThat(lines.get(3)).contains("error=05004003 (the file cannot be printed");
    }

    @Test
    void serialOfTheCertificateIsUsedAndTheWholeStatusAskedFor() throws Exception {
        try (ScriptedPrinter printer = new ScriptedPrinter(0);
                WatchClient client = WatchClient.connect(target(printer))) {
            assertThat(client.printer().serial()).contains("01P00A000000000");
            assertThat(client.printer().fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
            assertThat(client.printer().tls()).startsWith("TLSv1.");
            await().atMost(PATIENCE)
                    .until(() -> printer.received().stream().anyMatch(text -> text.contains("pushall")));
            assertThat(printer.received().get(1)).contains("device/01P00A000000000/report");
        }
    }

    @Test
    void serialThatTheOperatorGivesComesFirst() throws Exception {
        try (ScriptedPrinter printer = new ScriptedPrinter(0);
                WatchClient client = WatchClient.connect(
                        new WatchTarget(printer.host(), printer.port(), CODE, Optional.of("00M00A111111111")))) {
            assertThat(client.printer().serial()).contains("00M00A111111111");
        }
    }

    @Test
    void wrongCodeIsToldAsSuchAndNotRepeated() throws Exception {
        try (ScriptedPrinter printer = new ScriptedPrinter(5)) {
            assertThatThrownBy(() -> WatchClient.connect(target(printer)))
                    .isInstanceOfSatisfying(
                            ClientException.class,
                            refused -> assertThat(refused.code()).isEqualTo(Code.WRONG_CODE))
                    .hasMessageNotContaining("Ab3xYz79");
        }
        try (ScriptedPrinter printer = new ScriptedPrinter(1)) {
            assertThat(codeOf(target(printer))).isEqualTo(Code.REFUSED);
        }
    }

    @Test
    void nobodyThereAndNoTlsAreToldApart() throws IOException {
        assertThat(codeOf(new WatchTarget(Loopback.next().getHostAddress(), 8883, CODE, Optional.empty())))
                .isEqualTo(Code.CONNECTION_REFUSED);
        try (ServerSocket plain = new ServerSocket()) {
            plain.bind(new InetSocketAddress(Loopback.next(), 0));
            Thread talker = new Thread(
                    () -> {
                        try (var client = plain.accept()) {
                            client.getOutputStream()
                                    .write("220 not TLS\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                        } catch (IOException closed) {
                            assertThat(closed).isNotNull();
                        }
                    },
                    "plain");
            talker.setDaemon(true);
            talker.start();
            assertThat(codeOf(new WatchTarget(
                            plain.getInetAddress().getHostAddress(), plain.getLocalPort(), CODE, Optional.empty())))
                    .isEqualTo(Code.TLS_FAILED);
        }
    }

    @Test
    void closeFromAnotherThreadEndsTheWatch() throws Exception {
        try (ScriptedPrinter printer = new ScriptedPrinter(0);
                WatchClient client = WatchClient.connect(target(printer))) {
            Thread closer = new Thread(
                    () -> {
                        await().atMost(PATIENCE).until(() -> printer.received().size() >= 3);
                        client.close();
                    },
                    "closer");
            closer.start();
            client.follow(snapshot -> {});
            closer.join(PATIENCE.toMillis());
        }
    }

    private static Code codeOf(WatchTarget target) {
        try (WatchClient client = WatchClient.connect(target)) {
            throw new AssertionError("connected to " + client.printer().address());
        } catch (ClientException refused) {
            return refused.code();
        }
    }

    private static WatchTarget target(ScriptedPrinter printer) {
        return new WatchTarget(printer.host(), printer.port(), CODE, Optional.empty());
    }
}
