package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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
 * start, was never told twice, and no job is lost. One host ends what the one before left, and is then killed with the next job.
 * {@code -Ddispatch.kills=250} kills 1,000 times in all.
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
        Files.writeString(
                folder.resolve("farm.yaml"), """
                farm: {name: killed, data: data, plugins: %s}
                machines:
                  left: {driver: bambu, model: P1S, serial: %s, address: %s, access-code: %s, mqtt-port: %d, ftps-port: %d,
                         plate-gate: off}
                printers:
                  bay-1: {address: 127.83.7.2, access-code: '12345678', send-to: left}
                """.formatted(driverAlone(), SERIAL, ADDRESS, CODE, MQTT_PORT, FTPS_PORT));
    }

    /** A folder with the one plugin that is needed: each host that is killed has to read them all. */
    private Path driverAlone() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        try (DirectoryStream<Path> zips = Files.newDirectoryStream(Path.of("..", "plugins"), "bambu-plugin*.zip")) {
            for (Path zip : zips) {
                Files.copy(zip, plugins.resolve(zip.getFileName()));
            }
        }
        return plugins;
    }

    @AfterEach
    void switchOff() throws IOException {
        machine.close();
        record.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"assigned", "sending", "starting", "printing"})
    void whereverTheHostIsKilledAJobStartsOnceOrIsHeldWithItsReason(String step) throws Exception {
        Optional<String> left = Optional.empty();
        for (int round = 0; round <= ROUNDS; round++) {
            Optional<String> next = round < ROUNDS ? Optional.of(queue(name(step, round))) : Optional.empty();
            boolean ended = false;
            if (left.isPresent()) {
                ended = endAndKill(left.get(), next, step);
                check(left.get(), name(step, round - 1), step);
            }
            if (next.isPresent() && !ended) {
                try (Host host = new Host()) {
                    host.awaitStep(next.get(), step);
                }
            }
            left = next;
        }
    }

    private static String name(String step, int round) {
        return step + "-" + round;
    }

    /** True when the next job came to its step as well; an unconfirmed one keeps the machine from it. */
    private boolean endAndKill(String left, Optional<String> next, String step) throws Exception {
        try (Host host = new Host()) {
            String end = host.await(line -> line.contains("job=" + left + " ") && isEnd(line));
            if (next.isPresent() && end.contains("state=done")) {
                host.awaitStep(next.get(), step);
                return true;
            }
            return false;
        }
    }

    private void check(String id, String name, String step) throws IOException {
        try (JobRepository repository = open()) {
            Job job = repository.find(id).orElseThrow();
            long starts = record.of("left", MachineRecord.Kind.STARTED).stream()
                    .filter(entry -> String.valueOf(entry.details().get("file")).contains(name + "_"))
                    .count();
            assertThat(job.state())
                    .as("%s %s", name, job.notes())
                    .isIn(step.equals("printing") ? Set.of(State.DONE) : Set.of(State.DONE, State.HELD));
            assertThat(starts).as(name).isLessThanOrEqualTo(1);
            if (job.state() == State.DONE) {
                assertThat(starts).as(name).isEqualTo(1);
            } else {
                assertThat(job.notes().reason()).as(name).isPresent();
                tidy(repository.dispatch(), id);
            }
        }
    }

    private static boolean isEnd(String line) {
        return line.contains("state=done") || line.contains("state=held") || line.contains("state=failed");
    }

    /** As a person would: what is not known is looked at. */
    private static void tidy(DispatchStore store, String job) throws IOException {
        for (Attempt attempt : store.open("left")) {
            if (attempt.job().equals(job)) {
                store.end(
                        attempt,
                        Set.of(State.HELD),
                        new Change(State.CANCELLED, OptionalInt.empty(), Optional.empty()),
                        Instant.now());
            }
        }
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

    /** A host that is killed when it is closed. */
    private final class Host implements AutoCloseable {

        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final StringBuilder log = new StringBuilder();
        private final Process process;
        private final Thread reader = new Thread(this::read);

        Host() throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
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
            reader.start();
        }

        private void read() {
            try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
                in.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException killed) {
                // Its end is what the test waits for.
                return;
            }
        }

        /** The next line like this. */
        String await(Predicate<String> said) throws InterruptedException {
            while (true) {
                String line = lines.poll(60, TimeUnit.SECONDS);
                assertThat(line).as("%s", log).isNotNull();
                log.append(line).append('\n');
                if (said.test(line)) {
                    return line;
                }
            }
        }

        /** A moment after a job came to a step. */
        void awaitStep(String job, String step) throws InterruptedException {
            String unused = await(line -> line.contains("job=" + job + " ") && line.contains("state=" + step));
            boolean ended = process.waitFor(RANDOM.nextInt(40), TimeUnit.MILLISECONDS);
            assertThat(ended).as("%s", log).isFalse();
        }

        @Override
        public void close() throws InterruptedException, IOException {
            process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
            reader.join(TimeUnit.SECONDS.toMillis(20));
        }
    }
}
