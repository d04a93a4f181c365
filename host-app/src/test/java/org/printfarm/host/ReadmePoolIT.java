package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.job.threemf.Archives;
import org.printfarm.simulator.Main;

/** The README's pool of three simulated machines, on other ports, and its commands as they stand there. */
final class ReadmePoolIT {

    private static final String SERIAL = "01P00A000000850";
    private static final String ADDRESS = "127.84.3.11";
    private static final String PORTS = "mqtt-port: 18884, ftps-port: 10991";
    private static final String BLOCK = "```";
    private static final int COMMANDS = 6;

    @TempDir
    private Path folder;

    @Test
    void thePoolPrintsAndItsCommandsSayWhatTheyShould() throws Exception {
        Files.writeString(
                folder.resolve("machines.yaml"),
                block("# machines.yaml").replace("defaults: {", "defaults: {" + PORTS + ", "));
        Files.writeString(
                folder.resolve("farm.yaml"),
                "farm: {name: readme, data: data, services: {web: off}, plugins: " + FarmFile.pluginsFolder() + "}\n"
                        + block("# farm.yaml")
                                .replace("access-code: Abcd1234", "access-code: Abcd1234, " + PORTS)
                                .replace("Efgh5678", FarmFile.ACCESS_CODE)
                                .replace(
                                        "send-to: room",
                                        "send-to: room, serial: " + SERIAL
                                                + ", services: {bind: off, ssdp: off, mqtt: on, ftp: {port: "
                                                + SlicerAtWork.FTP_PORT + "}}"));
        Process machines = machines();
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
            try (SlicerAtWork slicer =
                    new SlicerAtWork((Inet4Address) InetAddress.getByName(ADDRESS), SERIAL).connect()) {
                send(slicer, "small.gcode.3mf", "N1", "FF0000");
                send(slicer, "green.gcode.3mf", "C12", "00FF00");
            }
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(state("small.gcode.3mf")).isIn("printing", "done"));
            List<String> said = new ArrayList<>();
            for (String command : commands()) {
                said.add(run(
                        command.replace("17", job("green.gcode.3mf").path("id").asText())));
            }
            assertThat(said.get(0)).contains("left", "right", "small", "in another colour");
            assertThat(said.get(1)).contains("no job would go to a machine now");
            assertThat(said.get(2)).contains("green.gcode.3mf", "room");
            assertThat(said.get(4)).contains("left cannot print job", "--anyway");
        } finally {
            machines.destroy();
        }
    }

    /** They listen when this returns. */
    private Process machines() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "machines.yaml")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready: 3 machines");
        return process;
    }

    private static void send(SlicerAtWork slicer, String name, String model, String colour) throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(
                "Metadata/slice_info.config",
                Archives.text("<config><plate><metadata key=\"index\" value=\"1\"/>"
                        + "<metadata key=\"printer_model_id\" value=\"" + model + "\"/>"
                        + "<filament id=\"1\" type=\"PLA\" color=\"#" + colour
                        + "\" used_m=\"1\" used_g=\"3\"/></plate></config>"));
        entries.put("Metadata/plate_1.gcode", Archives.text("G28\n"));
        slicer.upload(Map.of(name, Archives.zip(entries)));
        slicer.request("{\"print\":{\"sequence_id\":\"20001\",\"command\":\"project_file\","
                + "\"param\":\"Metadata/plate_1.gcode\",\"project_id\":\"0\",\"profile_id\":\"0\",\"task_id\":\"0\","
                + "\"subtask_id\":\"0\",\"subtask_name\":\"" + name + "\",\"url\":\"ftp:///" + name
                + "\",\"use_ams\":false,\"ams_mapping\":[-1]}}");
    }

    private JsonNode job(String file) throws Exception {
        for (JsonNode job : new JsonMapper()
                .readTree(FarmProcess.run(folder, "jobs", "--json").out())) {
            if (job.path("file").asText().equals(file)) {
                return job;
            }
        }
        throw new AssertionError("there is no job of " + file);
    }

    private String state(String file) throws Exception {
        return job(file).path("state").asText();
    }

    private String run(String command) throws Exception {
        FarmProcess ran = FarmProcess.run(folder, command.split(" ", -1));
        return ran.out() + ran.err();
    }

    private static String readme() throws IOException {
        return Files.readString(FarmFile.pluginsFolder().resolveSibling("README.md"));
    }

    /** On addresses that nobody else has. */
    private static String block(String first) throws IOException {
        String text = readme();
        int begin = text.indexOf(first);
        return text.substring(begin, text.indexOf(BLOCK, begin))
                .replace("127.0.1.", "127.84.3.")
                .replace("127.0.0.11", ADDRESS);
    }

    private static List<String> commands() throws IOException {
        String text = readme();
        int begin = text.indexOf("<!-- pool:");
        List<String> commands = text.substring(begin, text.indexOf("<!-- end", begin))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("./farm "))
                .map(line -> line.substring("./farm ".length()).split(" {2,}", -1)[0])
                .toList();
        assertThat(commands).hasSize(COMMANDS);
        return commands;
    }
}
