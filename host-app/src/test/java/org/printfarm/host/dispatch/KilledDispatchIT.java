package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.IncomingUpload;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.threemf.UploadName;
import org.printfarm.simulator.SimulatedMachine;
import org.printfarm.simulator.machine.Fault;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineSpec;

/**
 * A host that is killed, or whose links are cut, while jobs are at each step between a machine's choice and the end of a print:
 * the machines, which remember every start, were never told twice, no job is lost, and none began on a plate that nobody had
 * cleared. Six machines work at once, most of them slow to answer,
 * so that one kill catches several jobs. {@code -Ddispatch.kills=250} catches 250 at each
 * step, 1,000 in all.
 */
final class KilledDispatchIT {

    /** How many jobs are caught at each step at least. */
    private static final int CAUGHT = Integer.getInteger("dispatch.kills", 5);

    /** Each step, and how long after a job came to it the host is killed at the latest, ms. */
    private static final Map<String, Integer> STEPS =
            Map.of("assigned", 60, "sending", 60, "starting", 200, "printing", 400);

    private static final int MACHINES = 6;
    private static final int MQTT_PORT = 18_883;
    private static final int FTPS_PORT = 10_990;
    private static final String CODE = "Abcd1234";
    private static final Inet4Address BAY = Loopback.next();
    private static final Random RANDOM = new Random(7);

    @TempDir
    private Path folder;

    private final List<SimulatedMachine> machines = new ArrayList<>();
    private final Map<String, Integer> caught = new TreeMap<>();
    private final Map<String, Integer> queued = new HashMap<>();
    private MachineRecord record;
    private DispatchStory story;

    @BeforeEach
    void switchOn() throws IOException {
        record = MachineRecord.open(null);
        story = new DispatchStory(record);
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < MACHINES; i++) {
            MachineSpec spec = spec(i);
            machines.add(SimulatedMachine.start(spec, record));
            entries.append(
                    "  %s: {driver: bambu, serial: %s, address: %s, access-code: %s, mqtt-port: %d, ftps-port: %d}\n"
                            .formatted(
                                    spec.id(),
                                    spec.serial(),
                                    spec.address().getHostAddress(),
                                    CODE,
                                    MQTT_PORT,
                                    FTPS_PORT));
        }
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(
                folder.resolve("farm.yaml"),
                "farm: {name: killed, data: data, plugins: " + driverAlone() + "}\nmachines:\n" + entries
                        + "printers:\n  bay-1: {address: " + BAY.getHostAddress()
                        + ", access-code: '12345678', send-to: m0}\n");
        STEPS.keySet().forEach(step -> caught.put(step, 0));
    }

    /** Prints of 0.7 s, one of 1.5 s. */
    private static MachineSpec spec(int number) throws IOException {
        return new MachineSpec(
                "m" + number,
                PrinterModel.P1S,
                "01P00A00000008" + number,
                Loopback.next(),
                CODE,
                MQTT_PORT,
                FTPS_PORT,
                1_000_000,
                100,
                Duration.ofSeconds(20),
                Duration.ofSeconds(number == 0 ? 130 : 50),
                1L << 30,
                0,
                List.of(),
                number % 3 == 0 ? Set.of() : Set.of(Fault.SLOW_REPLIES));
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
        machines.forEach(SimulatedMachine::close);
        record.close();
    }

    @Test
    void whereverTheHostIsKilledAJobStartsOnceOrIsHeldWithItsReason() throws Exception {
        int kills = 0;
        for (Optional<String> step = rarest(); step.isPresent(); step = rarest()) {
            stock(2);
            HostToKill host = new HostToKill(folder.resolve("farm.yaml"));
            try (host) {
                story.settle(host);
                begin(host, step.get());
            }
            host.rest().forEach(story::take);
            catchOpen();
            story.readAgain(this::state);
            kills++;
        }
        end();
        System.out.println("kills=" + kills + " caught=" + caught + " became=" + story.ends());
    }

    @Test
    void whereverTheLinkIsCutAJobStartsOnceOrIsHeldWithItsReason() throws Exception {
        stock(4 * CAUGHT);
        try (HostToKill host = new HostToKill(folder.resolve("farm.yaml"))) {
            for (Optional<String> step = rarest(); step.isPresent(); step = rarest()) {
                story.settle(host);
                begin(host, step.get());
                machines.forEach(SimulatedMachine::cutLinks);
                catchOpen();
            }
        }
        end();
        System.out.println("cuts caught=" + caught + " became=" + story.ends());
    }

    /** The step at which too few jobs were caught by now. */
    private Optional<String> rarest() {
        return caught.entrySet().stream()
                .min(Comparator.comparingInt(Map.Entry::getValue))
                .filter(entry -> entry.getValue() < CAUGHT)
                .map(Map.Entry::getKey);
    }

    /** All plates are clear; returns a moment after the first of the jobs that begin is at a step. */
    private void begin(HostToKill host, String step) throws Exception {
        for (SimulatedMachine machine : machines) {
            story.clear(host, machine.spec().id());
        }
        while (!story.take(host.next()).equals(step)) {
            // what comes before it
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RANDOM.nextInt(STEPS.getOrDefault(step, 1)));
        for (long left = 0; left >= 0; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            Optional.ofNullable(host.within(left)).ifPresent(story::take);
            if (System.nanoTime() > end) {
                return;
            }
        }
    }

    private void catchOpen() {
        story.open().values().stream().filter(STEPS::containsKey).forEach(step -> caught.merge(step, 1, Integer::sum));
    }

    /** A last host ends everything that is left. */
    private void end() throws Exception {
        try (HostToKill host = new HostToKill(folder.resolve("farm.yaml"))) {
            story.settle(host);
        }
        story.readAgain(this::state);
        story.check();
    }

    private Job state(String id) throws IOException {
        try (JobRepository repository = open()) {
            return repository.find(id).orElseThrow();
        }
    }

    private JobRepository open() throws IOException {
        return JobRepository.open(InboxFolder.of(folder.resolve("data")), Clock.systemUTC());
    }

    /** Sees to it that so many jobs wait for each machine. */
    private void stock(int jobs) throws Exception {
        try (JobRepository repository = open()) {
            for (SimulatedMachine machine : machines) {
                String id = machine.spec().id();
                for (int i = repository.dispatch().queued(id); i < jobs; i++) {
                    queue(repository, id, id + "-" + queued.merge(id, 1, Integer::sum));
                }
            }
        }
    }

    private void queue(JobRepository repository, String machine, String name) throws Exception {
        UploadName file = new UploadName(name + ".gcode");
        IncomingUpload.Sender sender = new IncomingUpload.Sender("bay-1", file, file, 1L << 20, BAY);
        try (IncomingUpload upload = new IncomingUpload(repository, sender, job -> {}, () -> {})) {
            byte[] text = (name + "\nG28\n").repeat(10_000).getBytes(StandardCharsets.UTF_8);
            upload.write(ByteBuffer.wrap(text));
            String id = upload.commit().jobId().orElseThrow();
            assertThat(repository
                            .dispatch()
                            .queue(id, Set.of(State.RECEIVED), machine, Optional.empty(), Instant.now()))
                    .isTrue();
            story.named(id, name);
        }
    }
}
