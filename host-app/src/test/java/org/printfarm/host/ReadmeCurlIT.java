package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.job.threemf.Archives;

/** The README's calls, as they stand there, on a farm that was told to name a link. */
final class ReadmeCurlIT {

    private static final Pattern PAGE =
            Pattern.compile("(?m)^page: (http://\\S+)/ sign in once, within 10 minutes: (\\S+)$");
    private static final int CALLS = 9;

    @TempDir
    private Path folder;

    @Test
    void theCallsDoWhatTheySay() throws Exception {
        String address = Loopback.next().getHostAddress();
        int port = freePort(address);
        Path farm = Files.writeString(
                folder.resolve("farm.yaml"),
                "farm: {name: test, plugins: " + FarmFile.pluginsFolder() + ", services: {web: {listen: '" + address
                        + ":"
                        + port + "'}}}\nprinters: {bay-1: {model: P1S, access-code: '12345678', address: "
                        + Loopback.next().getHostAddress() + "}, shelf: {model: P1S}}\n");
        byte[] cube = Archives.sliced("cube");
        Files.write(folder.resolve("cube.gcode.3mf"), cube);
        try (FarmProcess process = FarmProcess.start(folder, "run", "-c", farm.toString(), "--sign-in")) {
            process.awaitReady().awaitOutput("page: ");
            Matcher page = PAGE.matcher(process.out());
            assertThat(page.find()).as(process.out() + process.err()).isTrue();
            List<String> calls = new ArrayList<>(
                    calls().stream().filter(call -> !call.contains("$KEY")).toList());
            calls.add(calls.size() - 1, "curl -fsS -b cookies \"$FARM/api/v1/jobs/1/thumbnail\" -o picture.png");
            calls.add("KEY=$(curl -fsS -b cookies -H 'X-Printfarm: 1' -d '{\"name\":\"anna\",\"role\":\"submitter\"}'"
                    + " \"$FARM/api/v1/keys\" | sed 's/.*\"secret\":\"\\([^\"]*\\)\".*/\\1/')");
            List<String> door =
                    calls().stream().filter(call -> call.contains("$KEY")).toList();
            calls.addAll(door);
            calls.add("curl -fsS -b cookies \"$FARM/api/v1/jobs/2\"");
            door.forEach(call -> calls.add(call.replace("/bay-1/", "/shelf/").replace("print=true", "print=false")));
            String said = run("FARM=" + page.group(1) + "\nLINK=" + page.group(2) + "\n" + String.join("\n", calls));

            assertThat(said)
                    .contains(
                            "ready",
                            "[{\"id\":\"bay-1\"",
                            "{\"id\":\"1\",\"printing\":false}",
                            "\"file\":\"cube.gcode.3mf\"",
                            "\"printers\":[{\"id\":\"bay-1\"",
                            "{\"id\":\"1\",\"deleted\":true}",
                            "\"effectivePrint\":true,\"job\":\"2\"",
                            "\"state\":\"done\"",
                            "\"effectivePrint\":false,\"job\":\"3\"");
            assertThat(folder.resolve("copy.gcode.3mf")).hasBinaryContent(cube);
            assertThat(folder.resolve("picture.png")).hasBinaryContent(Archives.picture());
            assertThat(process.err()).doesNotContain(page.group(2)).doesNotContain("12345678");
        }
    }

    private String run(String script) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process shell = new ProcessBuilder("sh", "-ec", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }

    private static List<String> calls() throws IOException {
        List<String> calls = Files.readAllLines(FarmFile.pluginsFolder().resolveSibling("README.md")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("curl ") && (line.contains("$FARM") || line.contains("$LINK")))
                .toList();
        assertThat(calls).hasSize(CALLS);
        return calls;
    }

    private static int freePort(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, java.net.InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }
}
