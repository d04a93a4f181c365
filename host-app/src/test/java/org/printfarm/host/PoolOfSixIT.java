package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.job.threemf.Archives;
import org.printfarm.simulator.SimulatedMachine;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineRecord.Kind;
import org.printfarm.simulator.machine.MachineSpec;

/**
 * Forty jobs, sent as slicers send them to one printer, are printed once each by six machines of three families: by one that the
 * file was sliced for, from trays that hold its filament.
 */
final class PoolOfSixIT {

    private static final int JOBS = 40;

    /** Files of one session; the first is asked for before it is there. */
    private static final int TOGETHER = 5;

    private static final String SERIAL = "01P00A000000840";
    private static final String ADDRESS = Loopback.next().getHostAddress();
    private static final boolean HAS_LFTP = Files.isExecutable(Path.of("/usr/bin/lftp"));
    private static final JsonMapper JSON = new JsonMapper();

    /** By id; the first letter is the family. */
    private static final Map<String, List<String>> TRAYS = trays();

    /** What is printed, by turns: the wire code that the file was sliced for, the family that prints it, its filaments. */
    private static final List<Plate> PLATES = List.of(
            new Plate("BL-P001", 'p', List.of("PLA FF0000")),
            new Plate("N2S", 'a', List.of("PLA FF0000", "PETG 000000")),
            new Plate("C12", 'p', List.of("PLA 0000FF", "PETG FFFFFF")),
            new Plate("N7", 's', List.of("ABS 000000")),
            new Plate("C11", 'p', List.of("PLA 00FF00")),
            new Plate("N2S", 'a', List.of("PLA 0000FF")),
            new Plate("BL-P002", 'p', List.of("PETG FFFFFF")),
            new Plate("N7", 's', List.of("ASA FFFFFF", "PLA 0000FF")));

    private record Plate(String model, char family, List<String> filaments) {}

    @TempDir
    private Path folder;

    private MachineRecord record;
    private int sessions;
    private final List<SimulatedMachine> machines = new ArrayList<>();

    private static Map<String, List<String>> trays() {
        Map<String, List<String>> trays = new LinkedHashMap<>();
        trays.put("p1", List.of("PLA #FF0000 GFA00", "PLA #0000FF GFA00", "PETG #FFFFFF GFG99", "empty"));
        trays.put("p2", List.of("empty", "PLA #00FF00 GFA00", "PLA #FF0000 GFA00", "PETG #FFFFFF GFG99"));
        trays.put("a1", List.of("PETG #000000 GFG99", "PLA #FF0000 GFA00", "empty", "empty"));
        trays.put("a2", List.of("PLA #0000FF GFA00", "PLA #FFFFFF GFA00", "empty", "empty"));
        trays.put("s1", List.of("ABS #000000 GFB99", "PLA #FF0000 GFA00", "empty", "empty"));
        trays.put("s2", List.of("PLA #0000FF GFA00", "empty", "empty", "ASA #FFFFFF GFB98"));
        return trays;
    }

    private static PrinterModel model(String id) {
        return id.startsWith("p") ? PrinterModel.P1S : id.startsWith("a") ? PrinterModel.A1 : PrinterModel.P2S;
    }

    @BeforeAll
    static void curlIsInstalled() {
        boolean installed = Files.isExecutable(Path.of("/usr/bin/curl"));
        if (!installed) {
            System.err.println("SKIPPED: curl is not installed, nothing was proved here");
        }
        assumeTrue(installed, "curl is installed");
    }

    @BeforeEach
    void switchOn() throws Exception {
        record = MachineRecord.open(null);
        StringBuilder text =
                new StringBuilder("farm: {name: six, data: data, deliveries: 16, services: {web: off}, plugins: "
                        + FarmFile.pluginsFolder() + "}\nmachines:\n");
        int number = 1;
        for (Map.Entry<String, List<String>> one : TRAYS.entrySet()) {
            PrinterModel model = model(one.getKey());
            InetAddress address = Loopback.next();
            String serial = model.serialPrefix() + String.format(Locale.ROOT, "00A%09d", 840 + number++);
            machines.add(SimulatedMachine.start(
                    new MachineSpec(
                            one.getKey(),
                            model,
                            serial,
                            address,
                            "Abcd1234",
                            18_883,
                            10_990,
                            2_000_000,
                            1_000,
                            Duration.ofSeconds(20),
                            Duration.ofSeconds(100),
                            1L << 30,
                            0,
                            one.getValue(),
                            Set.of()),
                    record));
            text.append(String.format(
                    Locale.ROOT,
                    "  %s: {driver: bambu, model: %s, serial: %s, address: %s, access-code: Abcd1234, mqtt-port: 18883,"
                            + " ftps-port: 10990, plate-gate: off}%n",
                    one.getKey(),
                    model.displayName(),
                    serial,
                    address.getHostAddress()));
        }
        text.append("pools: {six: {machines: [p1, p2, a1, a2, s1, s2]}}\nprinters:\n")
                .append("  bay-1: {model: P1S, serial: " + SERIAL + ", address: " + ADDRESS + ", access-code: "
                        + FarmFile.ACCESS_CODE + ", send-to: six,\n")
                .append("          services: {bind: off, ssdp: off, mqtt: on, ftp: {port: " + SlicerAtWork.FTP_PORT
                        + "}}}\n");
        Files.writeString(folder.resolve("farm.yaml"), text);
    }

    @AfterEach
    void switchOff() throws Exception {
        for (SimulatedMachine machine : machines) {
            machine.close();
        }
        record.close();
    }

    private static Plate plate(int job) {
        return PLATES.get(job % PLATES.size());
    }

    private static String name(int job) {
        return "part-" + job + "-x.gcode.3mf";
    }

    /** Sizes from one kilobyte to some hundred. */
    private static byte[] file(int job) {
        return sliced(plate(job), Integer.toString(job), 100 + job % 7 * 3_000);
    }

    private static byte[] sliced(Plate plate, String variant, int lines) {
        StringBuilder info = new StringBuilder("<config><plate><metadata key=\"index\" value=\"1\"/>")
                .append("<metadata key=\"printer_model_id\" value=\"" + plate.model() + "\"/>")
                .append(
                        "<metadata key=\"nozzle_diameters\" value=\"0.4\"/><metadata key=\"prediction\" value=\"100\"/>");
        int number = 1;
        for (String filament : plate.filaments()) {
            String[] words = filament.split(" ", -1);
            info.append("<filament id=\"" + number++ + "\" type=\"" + words[0] + "\" color=\"#" + words[1]
                    + "\" used_m=\"1\" used_g=\"3\"/>");
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("Metadata/slice_info.config", Archives.text(info + "</plate></config>"));
        entries.put("Metadata/plate_1.gcode", Archives.text(("; " + variant + "\nG28\n").repeat(lines)));
        return Archives.zip(entries);
    }

    /** In one session of curl, or by turns of lftp where it is there. */
    private void upload(List<Path> files) throws Exception {
        String names = files.stream().map(Path::toString).collect(Collectors.joining(","));
        String url = "ftps://" + ADDRESS + ":" + SlicerAtWork.FTP_PORT + "/";
        String user = "bblp:" + FarmFile.ACCESS_CODE;
        List<String> command = HAS_LFTP && sessions++ % 2 == 1
                ? List.of(
                        "lftp",
                        "-u",
                        user.replace(':', ','),
                        "-e",
                        "set ssl:verify-certificate no; mput " + names.replace(',', ' ') + "; bye",
                        url)
                : List.of("curl", "-sS", "-k", "--max-time", "60", "-u", user, "-T", "{" + names + "}", url);
        Path said = folder.resolve("client.txt");
        Process client = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(client.waitFor(60, TimeUnit.SECONDS))
                .as("%s ends", command.get(0))
                .isTrue();
        assertThat(client.exitValue()).as(Files.readString(said)).isZero();
    }

    /** FAILED at once, with a number that its slicer knows, and kept with the reason in words. */
    private void assertWhatNoMachineCanPrintFails(SlicerAtWork slicer) throws Exception {
        String name = "never.gcode.3mf";
        byte[] content = sliced(new Plate("O1D", 'h', List.of("PLA FF0000")), "never", 1);
        upload(List.of(Files.write(folder.resolve(name), content)));
        slicer.request(request(name, 90, "[-1]", "false"));
        JsonNode report = slicer.awaitState("FAILED", name);
        assertThat(report.at("/print/print_error").asLong()).isNotZero();
        List<String> kept = new ArrayList<>();
        for (JsonNode job :
                JSON.readTree(FarmProcess.run(folder, "jobs", "--json").out())) {
            if (job.path("file").asText().equals(name)) {
                kept.add(job.path("id").asText());
            }
        }
        assertThat(kept).hasSize(1);
        assertThat(FarmProcess.run(folder, "why", kept.get(0)).out()).contains("no machine of six can ever print it");
    }

    @Test
    void fortyJobsArePrintedOnceEachByAMachineThatFitsFromTraysThatHoldTheirFilament() throws Exception {
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady();
                SlicerAtWork slicer =
                        new SlicerAtWork((Inet4Address) InetAddress.getByName(ADDRESS), SERIAL).connect()) {
            Map<String, Integer> shown = shownTrays(slicer);
            for (int first = 0; first < JOBS; first += TOGETHER) {
                List<Path> files = new ArrayList<>();
                for (int job = first; job < first + TOGETHER; job++) {
                    files.add(Files.write(folder.resolve(name(job)), file(job)));
                }
                slicer.request(request(first, shown));
                upload(files);
                for (int job = first + 1; job < first + TOGETHER; job++) {
                    slicer.request(request(job, shown));
                }
            }
            assertWhatNoMachineCanPrintFails(slicer);
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(record.of(Kind.FINISHED)).hasSize(JOBS));
            check();
            assertThat(farm.err()).doesNotContain(FarmFile.ACCESS_CODE);
        }
    }

    /** Where the printer shows which filament: what all machines have, as the trays of one. */
    private static Map<String, Integer> shownTrays(SlicerAtWork slicer) throws Exception {
        Map<String, Integer> shown = new LinkedHashMap<>();
        JsonNode report = null;
        while (shown.size() < 8) {
            slicer.request(
                    "{\"pushing\":{\"sequence_id\":\"1\",\"command\":\"pushall\",\"version\":1,\"push_target\":1}}");
            report = slicer.await(
                    "its trays", one -> one.at("/print/ams/ams/0/tray").isArray());
            for (JsonNode unit : report.at("/print/ams/ams")) {
                for (JsonNode tray : unit.path("tray")) {
                    String colour = tray.path("tray_color").asText("");
                    if (!tray.path("tray_type").asText("").isEmpty() && colour.length() >= 6) {
                        shown.put(
                                tray.path("tray_type").asText() + " " + colour.substring(0, 6),
                                unit.path("id").asInt() * 4 + tray.path("id").asInt());
                    }
                }
            }
        }
        return shown;
    }

    /** In several spellings: some slicers map to the trays that they are shown, others to none. */
    private static String request(int job, Map<String, Integer> shown) {
        List<Integer> mapping = new ArrayList<>();
        for (String filament : plate(job).filaments()) {
            mapping.add(job % 3 == 0 ? -1 : shown.getOrDefault(filament, -1));
        }
        String useAms = job % 3 == 0 ? "false" : job % 2 == 0 ? "true" : "1";
        return request(name(job), job, mapping.toString(), useAms);
    }

    private static String request(String name, int job, String mapping, String useAms) {
        String url = List.of("ftp:///", "ftp://", "file:///sdcard/").get(job % 3) + name;
        return "{\"print\":{\"sequence_id\":\"" + (20_000 + job) + "\",\"command\":\"project_file\","
                + "\"param\":\"Metadata/plate_1.gcode\",\"project_id\":\"0\",\"profile_id\":\"0\",\"task_id\":\"" + job
                + "\",\"subtask_id\":\"0\",\"subtask_name\":\"part " + job + "\",\"url\":\"" + url
                + "\",\"timelapse\":false,\"bed_leveling\":true,\"use_ams\":" + useAms + ",\"ams_mapping\":" + mapping
                + "}}";
    }

    private void check() throws Exception {
        Set<String> started = new HashSet<>();
        for (MachineRecord.Entry entry : record.of(Kind.STARTED)) {
            String file = String.valueOf(entry.details().get("file"));
            int job = Integer.parseInt(file.replaceAll(".*part-([0-9]+)-x.*", "$1"));
            assertThat(started.add(file)).as(file + " is started once").isTrue();
            assertThat(entry.machine().charAt(0)).as(file).isEqualTo(plate(job).family());
            List<String> trays = TRAYS.getOrDefault(entry.machine(), List.of());
            List<String> used = new ArrayList<>();
            for (JsonNode tray : JSON.readTree(String.valueOf(entry.details().get("mapping")))) {
                String[] words = trays.get(tray.asInt()).split("[ #]+", -1);
                used.add(words[0] + " " + words[1]);
            }
            assertThat(used)
                    .as(file + " on " + entry.machine())
                    .isEqualTo(plate(job).filaments());
        }
        assertThat(started).hasSize(JOBS);
    }
}
