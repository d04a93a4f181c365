package org.printfarm.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.PrinterModel;
import org.printfarm.simulator.machine.Fault;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineRecord.Kind;
import org.printfarm.simulator.machine.MachineSpec;

/** Foreign clients (Paho, curl) on simulated machines. */
class SimulatedMachineIT {

    private static final String CODE = "Abcd1234";

    @TempDir
    private Path folder;

    private MachineRecord record;
    private final List<SimulatedMachine> machines = new ArrayList<>();

    @BeforeAll
    static void curlIsThere() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "skipped: curl is not installed");
    }

    @BeforeEach
    void begin() throws IOException {
        record = MachineRecord.open(folder.resolve("record.jsonl"));
    }

    @AfterEach
    void end() throws IOException {
        machines.forEach(SimulatedMachine::close);
        record.close();
    }

    @Test
    void aFileThatIsSentAndStartedIsPrintedAndRecorded() throws Exception {
        SimulatedMachine machine = machine(PrinterModel.P1S);
        assertThat(curl(machine, project())).isZero();
        try (MachineClient client = new MachineClient(machine.spec(), CODE)) {
            client.ask(start("1", "41"));
            await().until(() -> client.seen("gcode_state").contains("FINISH"));
            assertThat(client.seen("gcode_state")).endsWith("PREPARE", "RUNNING", "FINISH");
            assertThat(client.seen("task_id")).contains("41");
        }
        assertThat(record.of("m", Kind.STARTED))
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.details()).containsEntry("task", "41").containsEntry("file", "cube.3mf"));
        assertThat(record.of("m", Kind.FINISHED)).hasSize(1);
        assertThat(Files.readString(folder.resolve("record.jsonl"))).contains("\"STARTED\"");
    }

    @Test
    void aFamilyWithVsftpdWantsTheDataConnectionToResumeTheSession() throws Exception {
        SimulatedMachine machine = machine(PrinterModel.X1C);
        assertThat(curl(machine, project(), "--no-sessionid")).isNotZero();
        assertThat(record.of("m", Kind.UPLOAD_FAILED))
                .singleElement()
                .satisfies(entry -> assertThat(entry.details()).containsEntry("reply", "522"));
        assertThat(curl(machine, project())).isZero();
        assertThat(curl(machine(PrinterModel.A1), project(), "--no-sessionid")).isZero();
    }

    @Test
    void withoutDeveloperModeAStartIsRefusedAndAnUploadIsNot() throws Exception {
        SimulatedMachine machine = machine(PrinterModel.X1C, Fault.DEVELOPER_MODE_OFF);
        assertThat(curl(machine, project())).isZero();
        try (MachineClient client = new MachineClient(machine.spec(), CODE)) {
            client.ask(start("1", "41"));
            await().until(() -> client.seen("err_code").contains("84033543"));
            await().until(() -> client.documents().stream()
                    .anyMatch(document -> document.path("print").path("hms").size() == 1));
        }
        assertThat(record.of("m", Kind.STARTED)).isEmpty();
    }

    @Test
    void aBusyA1MiniGivesUpWhatItPrintsForAStartAndAnX1RefusesIt() throws Exception {
        SimulatedMachine mini = machine(PrinterModel.A1_MINI, Fault.FOREIGN_PRINT);
        assertThat(curl(mini, project())).isZero();
        try (MachineClient client = new MachineClient(mini.spec(), CODE)) {
            client.ask(start("1", "41"));
            await().until(() -> !record.of("m", Kind.STARTED).isEmpty());
            assertThat(record.of("m", Kind.BROKEN_OFF)).hasSize(1);
        }
        SimulatedMachine x1 = machine(PrinterModel.X1C, Fault.FOREIGN_PRINT);
        assertThat(curl(x1, project())).isZero();
        try (MachineClient client = new MachineClient(x1.spec(), CODE)) {
            client.ask(start("1", "41"));
            await().until(() -> client.seen("reason").contains("busy"));
        }
    }

    @Test
    void reportsOfAP1HoldWhatChangedAndThoseOfAnX1HoldAll() throws Exception {
        try (MachineClient p1 = new MachineClient(machine(PrinterModel.P1S).spec(), CODE);
                MachineClient x1 = new MachineClient(machine(PrinterModel.X1C).spec(), CODE)) {
            await().until(() -> p1.documents().size() > 2 && x1.documents().size() > 2);
            assertThat(p1.documents().get(0).path("print").has("ams")).isTrue();
            assertThat(p1.documents().get(2).path("print").has("ams")).isFalse();
            assertThat(x1.documents().get(2).path("print").has("ams")).isTrue();
        }
    }

    @Test
    void aWrongCodeIsRefusedAndALinkThatIsCutAfterAStartLeavesThePrintRunning() throws Exception {
        SimulatedMachine machine = machine(PrinterModel.P1S, Fault.CUT_AFTER_START);
        assertThatThrownBy(() -> new MachineClient(machine.spec(), "wrong000")).isInstanceOf(MqttException.class);
        assertThat(record.of("m", Kind.LOGIN_REFUSED)).isNotEmpty();
        assertThat(curl(machine, project())).isZero();
        try (MachineClient client = new MachineClient(machine.spec(), CODE)) {
            client.ask(start("1", "41"));
            await().until(() -> !client.isConnected());
        }
        await().until(() -> !record.of("m", Kind.FINISHED).isEmpty());
    }

    @Test
    void aFullAMissingAndAHangingStorageSayWhatRealOnesSay() throws Exception {
        assertThat(curl(machine(PrinterModel.P1S, Fault.STORAGE_FULL), project()))
                .isNotZero();
        assertThat(curl(machine(PrinterModel.P1S, Fault.NO_STORAGE), project())).isNotZero();
        assertThat(curl(machine(PrinterModel.A1, Fault.DATA_TLS_HANGS), project(), "--max-time", "2"))
                .isNotZero();
        assertThat(record.of("m", Kind.UPLOADED)).isEmpty();
    }

    private SimulatedMachine machine(PrinterModel model, Fault... faults) throws IOException {
        MachineSpec spec = new MachineSpec(
                "m",
                model,
                model.serialPrefix() + "00A000000001",
                InetAddress.getByName("127.61.0." + (machines.size() + 1)),
                CODE,
                FreePort.on("127.61.0." + (machines.size() + 1)),
                FreePort.on("127.61.0." + (machines.size() + 1)),
                100_000_000,
                60,
                Duration.ofSeconds(30),
                Duration.ofSeconds(120),
                1 << 20,
                0,
                List.of("PLA #FF0000 GFA00", "empty"),
                faults.length == 0 ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(List.of(faults)));
        SimulatedMachine machine = SimulatedMachine.start(spec, record);
        machines.add(machine);
        return machine;
    }

    private Path project() throws IOException {
        Path file = folder.resolve("cube.3mf");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("Metadata/plate_1.gcode"));
            zip.write("G28\n".getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static String start(String sequence, String task) {
        return "{\"print\":{\"command\":\"project_file\",\"sequence_id\":\"" + sequence + "\",\"task_id\":\"" + task
                + "\",\"subtask_id\":\"" + task + "\",\"subtask_name\":\"cube\",\"url\":\"ftp:///cube.3mf\","
                + "\"param\":\"Metadata/plate_1.gcode\",\"use_ams\":false}}\0";
    }

    private int curl(SimulatedMachine machine, Path file, String... more) throws IOException, InterruptedException {
        MachineSpec spec = machine.spec();
        List<String> line =
                new ArrayList<>(List.of("curl", "-sk", "--ssl-reqd", "--max-time", "20", "-T", file.toString()));
        line.addAll(List.of(more));
        line.add("ftps://bblp:" + CODE + "@" + spec.address().getHostAddress() + ":" + spec.ftpsPort() + "/");
        Process curl = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return curl.exitValue();
    }
}
