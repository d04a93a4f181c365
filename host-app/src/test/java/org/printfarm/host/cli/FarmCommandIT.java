package org.printfarm.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.FarmFile;
import picocli.CommandLine;

/** Every command but {@code run}, with the real plugins: what it prints, where, and how it ends. */
class FarmCommandIT {

    private static final String BIND_ONLY = "{bind: on}";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void printersListsEveryPrinterWithItsPorts() throws IOException {
        FarmFile file = FarmFile.write(folder, 2, "{bind: on, ssdp: off}");
        assertThat(execute("printers", "-c", file.path().toString(), "--json")).isZero();
        JsonNode second = json().get(1);
        assertThat(second.get("id").asText()).isEqualTo("bay-2");
        assertThat(second.get("name").asText()).isEqualTo("Bay 2");
        assertThat(second.get("model").asText()).isEqualTo("P1S");
        assertThat(second.get("serial").asText()).isEqualTo(FarmFile.serial(2));
        assertThat(second.get("address").asText()).isEqualTo(file.address(2));
        assertThat(second.get("advertise").asText()).isEqualTo(file.address(2));
        assertThat(second.at("/services/bind/on").asBoolean()).isTrue();
        assertThat(second.at("/services/bind/ports/0").asText()).isEqualTo("tcp " + file.address(2) + ":3000");
        assertThat(second.at("/services/ssdp/on").asBoolean(true)).isFalse();
    }

    @Test
    void printersAsATableShowsTheSameSerialAgain() throws IOException {
        FarmFile file = FarmFile.write(folder, 1, BIND_ONLY);
        String text = Files.readString(file.path(), StandardCharsets.UTF_8);
        Files.writeString(
                file.path(), text.replace("serial: " + FarmFile.serial(1) + ", ", ""), StandardCharsets.UTF_8);
        execute("printers", "-c", file.path().toString());
        String first = out.toString();
        out.getBuffer().setLength(0);
        execute("printers", "-c", file.path().toString());
        assertThat(out).hasToString(first);
        assertThat(first).containsPattern("bay-1 +Bay 1 +P1S +01P[A-Z0-9]{12} ");
    }

    @Test
    void pluginsTellsWhatIsUsedAndWhatIsNot() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Files.copy(FarmFile.pluginsFolder().resolve("bind-plugin.zip"), plugins.resolve("bind-plugin.zip"));
        Files.writeString(plugins.resolve("garbage.zip"), "no zip", StandardCharsets.UTF_8);
        FarmFile file = FarmFile.write(folder, 1, BIND_ONLY);
        String text = Files.readString(file.path(), StandardCharsets.UTF_8);
        Files.writeString(
                file.path(), text.replace(FarmFile.pluginsFolder().toString(), "plugins"), StandardCharsets.UTF_8);
        assertThat(execute("plugins", "-c", file.path().toString(), "--json")).isEqualTo(1);
        JsonNode used = json().get(0);
        assertThat(used.get("id").asText()).isEqualTo("bind-plugin");
        assertThat(used.get("state").asText()).isEqualTo("used");
        assertThat(used.at("/services/0").asText()).isEqualTo("bind");
        JsonNode refused = json().get(1);
        assertThat(refused.get("file").asText()).isEqualTo("garbage.zip");
        assertThat(refused.get("state").asText()).isEqualTo("refused");
        assertThat(refused.get("reason").asText()).isNotBlank();
    }

    @Test
    void checkOfAGoodFarmIsFineAndWritesNothing() throws IOException {
        FarmFile file = FarmFile.write(folder, 2, BIND_ONLY);
        assertThat(execute("check", "-c", file.path().toString(), "--json"))
                .as(err.toString())
                .isZero();
        assertThat(json().get("ok").asBoolean()).isTrue();
        assertThat(folder).isDirectoryNotContaining(path -> path.endsWith("data"));
    }

    @Test
    void checkNamesATakenPortAndWhoHasIt() throws IOException {
        FarmFile file = FarmFile.write(folder, 1, BIND_ONLY);
        try (ServerSocket holder = new ServerSocket()) {
            holder.bind(new InetSocketAddress(file.addresses().get(0), 3002));
            assertThat(execute("check", "-c", file.path().toString(), "--json")).isEqualTo(1);
        }
        JsonNode problem = json().get("problems").get(0);
        assertThat(problem.get("key").asText()).isEqualTo("printers.bay-1.services.bind");
        assertThat(problem.get("line").asInt()).isPositive();
        assertThat(problem.get("message").asText()).contains(":3002 is taken");
    }

    @Test
    void checkNamesAMissingAddress() throws IOException {
        FarmFile file = FarmFile.write(folder, 1, BIND_ONLY);
        String text = Files.readString(file.path(), StandardCharsets.UTF_8);
        Files.writeString(file.path(), text.replace(file.address(1), "192.0.2.77"), StandardCharsets.UTF_8);
        assertThat(execute("check", "-c", file.path().toString())).isEqualTo(1);
        assertThat(err.toString()).contains("192.0.2.77 is on no interface");
        assertThat(out.toString()).isEqualTo("1 problem, 0 warnings" + System.lineSeparator());
    }

    @Test
    void aWrongConfigurationIsStatusTwoWithThePlace() throws IOException {
        FarmFile file = FarmFile.write(folder, 1, "{bind: {tls-prot: 3002}}");
        assertThat(execute("check", "-c", file.path().toString())).isEqualTo(2);
        assertThat(err.toString())
                .containsPattern("farm\\.yaml:\\d+:\\d+ .*tls-prot")
                .contains("tls-port");
    }

    @Test
    void oneAddressForTwoPrintersIsOneMistakeAtTheSecondOne() throws IOException {
        FarmFile file = FarmFile.write(folder, 2, "{bind: on, ssdp: on, mqtt: on, ftp: on}");
        String text = Files.readString(file.path(), StandardCharsets.UTF_8);
        Files.writeString(file.path(), text.replace(file.address(2), file.address(1)), StandardCharsets.UTF_8);
        assertThat(execute("check", "-c", file.path().toString(), "--json")).isEqualTo(2);
        assertThat(json().get("problems")).hasSize(1);
        assertThat(json().at("/problems/0/key").asText()).isEqualTo("printers.bay-2.address");
    }

    @Test
    void checkWarnsOfAPrinterThatNobodyCanFind() throws IOException {
        FarmFile file = FarmFile.write(folder, 1, "{bind: off}");
        assertThat(execute("check", "-c", file.path().toString(), "--json")).isZero();
        assertThat(json().at("/warnings/0/key").asText()).isEqualTo("printers.bay-1");
        assertThat(json().at("/warnings/0/message").asText()).contains("no service of it is on");
    }

    @Test
    void aMissingDropInFolderIsAMistakeWithItsPlace() throws IOException {
        FarmFile file = FarmFile.write(folder, 1, BIND_ONLY);
        String text = Files.readString(file.path(), StandardCharsets.UTF_8);
        Files.writeString(
                file.path(), text.replace(FarmFile.pluginsFolder().toString(), "nowhere"), StandardCharsets.UTF_8);
        assertThat(execute("check", "-c", file.path().toString())).isEqualTo(2);
        assertThat(err.toString())
                .containsPattern(
                        "farm\\.yaml:1:\\d+ farm\\.plugins: plugins folder \\S+nowhere does not exist: make it");
    }

    @Test
    void caPrintsThePemAndTheFingerprintApart() throws IOException {
        FarmFile file = FarmFile.write(folder, 1, BIND_ONLY);
        assertThat(execute("ca", "-c", file.path().toString())).isZero();
        assertThat(out.toString()).startsWith("-----BEGIN CERTIFICATE-----").doesNotContain("SHA-256");
        assertThat(err.toString()).containsPattern("SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}");
        String fingerprint = err.toString().strip().replace("SHA-256 ", "");
        out.getBuffer().setLength(0);
        execute("ca", "-c", file.path().toString(), "--json");
        assertThat(json().get("sha256").asText()).isEqualTo(fingerprint);
        assertThat(json().get("notAfter").asText()).startsWith("20");
    }

    @Test
    void detectThatFailsSaysWhyInOneDocument() throws IOException {
        String host = Loopback.next().getHostAddress();
        assertThat(execute("detect", host, "--json", "--tls")).isEqualTo(1);
        assertThat(json().get("address").asText()).isEqualTo(host);
        assertThat(json().get("port").asInt()).isEqualTo(3002);
        assertThat(json().get("tls").asBoolean()).isTrue();
        assertThat(json().get("code").asText()).isEqualTo("CONNECTION_REFUSED");
        assertThat(json().get("error").asText()).contains("nobody listens");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "xyzzy",
                "detect",
                "detect 127.0.0.1 --port 0",
                "detect 127.0.0.1 --port 65536",
                "run --no-such-option"
            })
    void wrongUsageIsStatusTwoAndShowsTheUsage(String line) {
        assertThat(execute(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: farm");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "check",
                "detect",
                "discover",
                "plugins",
                "printers",
                "jobs",
                "jobs show",
                "jobs export",
                "jobs delete",
                "ca"
            })
    void everyCommandHasHelpWithExamples(String command) {
        assertThat(execute((command + " --help").split(" "))).isZero();
        assertThat(out.toString())
                .contains("Usage: farm " + command)
                .contains("Examples:")
                .contains("./farm " + command);
    }

    private int execute(String... arguments) {
        CommandLine commandLine = FarmCommand.commandLine((source, told) -> {
            throw new AssertionError("only run starts a farm");
        });
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }

    private JsonNode json() throws IOException {
        return new JsonMapper().readTree(out.toString());
    }
}
