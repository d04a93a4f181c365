package org.printfarm.host.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.view.BackupView;
import org.printfarm.host.view.JobQuery;
import org.printfarm.host.view.JobView;
import org.printfarm.host.view.KeyView;
import org.printfarm.host.view.NewPassword;
import org.printfarm.host.view.PluginView;
import org.printfarm.host.view.PrinterView;

/** Both ends of the control channel, with a farm behind it that says what the test wants. */
@Timeout(60)
final class ControlServerTest {

    private static final JobView JOB = new JobView(
            "12",
            "bay-1",
            "ä\u202E.3mf",
            "ab",
            7,
            List.of(1, 2),
            null,
            Map.of("b", "1"),
            "held",
            "2026",
            "::1",
            null,
            "mind",
            null,
            true,
            "x1c-1",
            "waits");

    private final Farm farm = mock(Farm.class);

    @TempDir
    private Path data;

    private ControlServer server;
    private ControlFile file;
    private Farm client;

    @BeforeEach
    void open() throws IOException {
        server = ControlServer.open(data, farm);
        List<String> lines = Files.readAllLines(data.resolve(ControlFile.NAME));
        file = new ControlFile(Long.parseLong(lines.get(0)), Integer.parseInt(lines.get(1)), lines.get(2));
        client = ControlClient.of(file);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void everyDocumentComesAsItWasSent() throws FarmException {
        JobQuery query = new JobQuery("bay-1", null, null, "99", 5);
        JobView.Details details = new JobView.Details(
                JOB,
                "{}",
                "MD5",
                "C12",
                List.of(new JobView.Plate(1, 60, List.of(new JobView.Filament("PLA", "#FFF", 1.5)), true)),
                List.of(new JobView.Step("2026", "queued", "x1c-1", null, null)),
                "ben");
        PrinterView printer = new PrinterView(
                "bay-1",
                "n",
                "P1S",
                "s",
                "a",
                "b",
                Map.of("bind", new PrinterView.Service(true, List.of("tcp"))),
                "x1c-1",
                "2036-01-01T00:00:00Z");
        PluginView plugin = new PluginView("f", "i", "1", List.of("bind"), "used", "");
        BackupView.Restored restored = new BackupView.Restored(1, 2, List.of("tls/ca.key"));
        when(farm.jobs(query)).thenReturn(List.of(JOB));
        when(farm.job("12")).thenReturn(details);
        when(farm.deleteJob("12")).thenReturn(new JobView.Deleted("12", true));
        when(farm.content("12")).thenReturn("/x");
        when(farm.copyRecord()).thenReturn("");
        when(farm.restore("/zip")).thenReturn(restored);
        when(farm.printers()).thenReturn(List.of(printer));
        when(farm.plugins()).thenReturn(List.of(plugin));

        assertThat(client.jobs(query)).containsExactly(JOB);
        assertThat(client.job("12")).isEqualTo(details);
        assertThat(client.deleteJob("12")).isEqualTo(new JobView.Deleted("12", true));
        assertThat(client.content("12")).isEqualTo("/x");
        assertThat(client.copyRecord()).isEmpty();
        assertThat(client.restore("/zip")).isEqualTo(restored);
        assertThat(client.printers()).containsExactly(printer);
        assertThat(client.plugins()).containsExactly(plugin);
    }

    @Test
    void aPasswordAndAKeyCrossAndNothingTellsThem() throws FarmException {
        NewPassword password = new NewPassword("correct horse");
        KeyView.Made made = new KeyView.Made(
                new KeyView("1f9c0a77", "script", "viewer", List.of(), "2026", null, null), "pfk_1f9c0a77_x");
        when(farm.makeKey("script", "viewer", List.of("bay-1"), "")).thenReturn(made);
        client.addUser("anna", "viewer", List.of(), password);
        verify(farm).addUser("anna", "viewer", List.of(), password);
        assertThat(client.makeKey("script", "viewer", List.of("bay-1"), "")).isEqualTo(made);
        assertThat(password + " " + made).doesNotContain("horse").doesNotContain("pfk_");
    }

    @Test
    void whatCannotBeDoneComesWithItsCodeAndItsMend() throws FarmException {
        when(farm.job(any())).thenThrow(ArchiveFarm.notFound("7"));
        when(farm.plugins()).thenThrow(new IllegalStateException("a secret of the farm"));

        assertThatThrownBy(() -> client.job("7")).isInstanceOfSatisfying(FarmException.class, e -> {
            assertThat(e.code()).isEqualTo(FarmException.NOT_FOUND);
            assertThat(e).hasMessage("there is no job 7");
            assertThat(e.mend()).contains("./farm jobs");
        });
        assertThatThrownBy(() -> client.plugins())
                .isInstanceOfSatisfying(
                        FarmException.class, e -> assertThat(e.code()).isEqualTo(FarmException.INTERNAL))
                .hasMessageNotContaining("secret");
    }

    @Test
    void onlyTheOwnerOfTheDataFolderLearnsTheWordAndItGoesWithTheFarm() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(ControlFile.NAME))))
                .isEqualTo("rw-------");
        assertThat(file.toString()).doesNotContain(file.token());
        server.close();
        assertThat(data).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"token\":\"wrong\",\"verb\":\"printers\",\"arguments\":[]}",
                "{\"token\":null,\"verb\":\"printers\",\"arguments\":[]}",
                "{\"verb\":\"printers\"}",
                "no json",
                "[]",
                ""
            })
    void whoDoesNotKnowTheWordGetsNoAnswer(String line) throws IOException {
        assertThat(say(line + "\n")).isEmpty();
        assertThat(say(line)).isEmpty();
    }

    @Test
    void aLineThatIsTooLongIsNotTaken() throws IOException {
        assertThat(say("x".repeat(ControlServer.MAX_REQUEST + 1))).isEmpty();
        assertThat(say(request("printers", "[]"))).contains("result");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "nonsense", "toString", "hashCode"})
    void onlyVerbsAreCalled(String verb) throws IOException {
        assertThat(say(request(verb, "[]"))).contains(FarmException.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[null]", "[]", "[1,2]", "[{\"a\":1}]"})
    void anArgumentThatCannotBeMeantIsRefused(String arguments) throws IOException {
        assertThat(say(request("job", arguments))).contains(FarmException.BAD_REQUEST);
    }

    @Test
    void whoKeepsConnectionsOpenHoldsUpNobodyForLong() throws Exception {
        Socket[] silent = new Socket[ControlServer.MAX_CONNECTIONS + 2];
        for (int i = 0; i < silent.length; i++) {
            silent[i] = new Socket(Loopback.of("127.0.0.1"), file.port());
        }
        for (Socket socket : silent) {
            assertThat(socket.getInputStream().read()).as("closed by the farm").isNegative();
            socket.close();
        }
        assertThat(client.copyRecord()).isNull();
    }

    private String request(String verb, String arguments) {
        return "{\"token\":\"" + file.token() + "\",\"verb\":\"" + verb + "\",\"arguments\":" + arguments + "}\n";
    }

    private String say(String text) throws IOException {
        try (Socket socket = new Socket(Loopback.of("127.0.0.1"), file.port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.net.SocketException reset) {
            return "";
        }
    }
}
