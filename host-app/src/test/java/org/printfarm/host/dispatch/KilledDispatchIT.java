package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.PrinterModel;
import org.printfarm.host.job.store.Attempt;
import org.printfarm.host.job.store.DispatchStore;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.store.DispatchStore.MachineNote;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.IncomingUpload;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.threemf.UploadName;
import org.printfarm.simulator.SimulatedMachine;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineSpec;

/**
 * A host that is killed at each step between a machine's choice and the end of its print: the machine, which remembers every
 * start, was never told twice, and no job is lost. {@code -Ddispatch.kills=250} kills 1,000 times in all.
 */
final class KilledDispatchIT {

    private static final int ROUNDS = Integer.getInteger("dispatch.kills", 5);
    private static final String ADDRESS = "127.83.7.1";
    private static final int MQTT_PORT = 18_883;
    private static final int FTPS_PORT = 10_990;
    private static final String SERIAL = "01P00A000000083";
    private static final String CODE = "Abcd1234";
    private static final Random RANDOM = new Random(7);

    @TempDir
    private Path folder;

    private MachineRecord record;
    private SimulatedMachine machine;

    @BeforeEach
    void switchOn() throws IOException {
        record = MachineRecord.open(null);
        machine = SimulatedMachine.start(
                new MachineSpec(
                        "left",
                        PrinterModel.P1S,
                        SERIAL,
                        InetAddress.getByName(ADDRESS),
                        CODE,
                        MQTT_PORT,
                        FTPS_PORT,
                        2_000_000,
                        100,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(50),
                        1L << 30,
                        List.of(),
                        Set.of()),
                record);
        Files.writeString(folder.resolve("farm.yaml"), """
                farm: {name: killed, data: data, plugins: %s}
                machines:
                  left: {driver: bambu, model: P1S, serial: %s, address: %s, access-code: %s, mqtt-port: %d, ftps-port: %d}
                printers:
                  bay-1: {address: 127.83.7.2, access-code: '12345678', send-to: left}
                """.formatted(
                Path.of("..", "plugins").toAbsolutePath().normalize(), SERIAL, ADDRESS, CODE, MQTT_PORT, FTPS_PORT));
    }

    @AfterEach
    void switchOff() throws IOException {
        machine.close();
        record.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"assigned", "sending", "starting", "printing"})
    void whereverTheHostIsKilledAJobStartsOnceOrIsHeldWithItsReason(String step) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = step + "-" + round;
            String id = queue(name);
            runUntil(line -> line.contains("job=" + id + " ") && line.contains("state=" + step), RANDOM.nextInt(40));
            runUntil(line -> line.contains("job=" + id + " ") && isEnd(line), 0);
            try (JobRepository repository = open()) {
                Job job = repository.find(id).orElseThrow();
                long starts = record.of("left", MachineRecord.Kind.STARTED).stream()
                        .filter(entry ->
                                String.valueOf(entry.details().get("file")).contains(name + "_"))
                        .count();
                assertThat(job.state())
                        .as("%s %s", name, job.notes())
                        .isIn(step.equals("printing") ? Set.of(State.DONE) : Set.of(State.DONE, State.HELD));
                assertThat(starts).as(name).isLessThanOrEqualTo(1);
                if (job.state() == State.DONE) {
                    assertThat(starts).as(name).isEqualTo(1);
                } else {
                    assertThat(job.notes().reason()).as(name).isPresent();
                }
                tidy(repository.dispatch());
            }
        }
    }

    private static boolean isEnd(String line) {
        return line.contains("state=done") || line.contains("state=held") || line.contains("state=failed");
    }

    /** As a person would: the plate is clear, and what is not known is looked at. */
    private static void tidy(DispatchStore store) throws IOException {
        for (Attempt attempt : store.open("left")) {
            store.end(
                    attempt,
                    Set.of(State.HELD),
                    new Change(State.CANCELLED, OptionalInt.empty(), Optional.empty()),
                    Instant.now());
        }
        store.note("left", MachineNote.NONE);
    }

    private JobRepository open() throws IOException {
        return JobRepository.open(InboxFolder.of(folder.resolve("data")), Clock.systemUTC());
    }

    private String queue(String name) throws Exception {
        Files.createDirectories(folder.resolve("data"));
        try (JobRepository repository = open()) {
            UploadName file = new UploadName(name + ".gcode");
            IncomingUpload.Sender sender =
                    new IncomingUpload.Sender("bay-1", file, file, 1L << 20, InetAddress.getByName("127.83.7.3"));
            String id;
            try (IncomingUpload upload = new IncomingUpload(repository, sender, job -> {}, () -> {})) {
                byte[] text = (name + "\nG28\n").repeat(20_000).getBytes(StandardCharsets.UTF_8);
                upload.write(ByteBuffer.wrap(text));
                id = upload.commit().jobId().orElseThrow();
            }
            assertThat(repository.dispatch().queue(id, Set.of(State.RECEIVED), "left", Optional.empty(), Instant.now()))
                    .isTrue();
            return id;
        }
    }

    /** Runs a host, and kills it a moment after its log says something. */
    private void runUntil(Predicate<String> said, int laterMillis) throws Exception {
        Process host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx200m",
                        "-Dorg.sqlite.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        DispatchingHost.class.getName(),
                        folder.resolve("farm.yaml").toString())
                .redirectErrorStream(true)
                .start();
        StringBuilder log = new StringBuilder();
        CompletableFuture<Boolean> heard = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try (BufferedReader lines = host.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    synchronized (log) {
                        log.append(line).append('\n');
                    }
                    if (said.test(line)) {
                        heard.complete(true);
                    }
                }
            } catch (IOException killed) {
                // Its end is what the test waits for.
            }
            heard.complete(false);
        });
        reader.start();
        try {
            boolean came = heard.get(60, TimeUnit.SECONDS);
            synchronized (log) {
                assertThat(came).as("%s", log).isTrue();
            }
            host.waitFor(laterMillis, TimeUnit.MILLISECONDS);
        } finally {
            host.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
            reader.join(TimeUnit.SECONDS.toMillis(20));
        }
    }
}
