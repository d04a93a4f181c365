package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.host.config.MachineEntry;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;
import org.printfarm.host.config.ServiceEntry;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.IncomingUpload;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.threemf.UploadName;
import org.printfarm.host.scheduler.SharedScheduler;

/** A dispatcher, its jobs and one machine that does what a test says. */
abstract class DispatchStage {

    static final Set<Capability> PRINTER = EnumSet.allOf(Capability.class);

    @TempDir
    Path folder;

    final SharedScheduler scheduler = new SharedScheduler();
    ScriptedMachine left = new ScriptedMachine(PRINTER);
    JobRepository repository;
    Dispatcher dispatcher;

    /** Also waits for the machine's first words: what a test has it say comes after them. */
    @BeforeEach
    void open() throws IOException {
        repository = JobRepository.open(InboxFolder.of(folder), Clock.systemUTC());
        dispatcher = Dispatcher.open(
                List.of(machine("left", left)),
                PoolPlan.NONE,
                repository,
                job -> "{}",
                (machine, status, job, queued) -> {},
                scheduler,
                Clock.systemUTC(),
                4,
                Others.NONE);
        await().untilAsserted(() ->
                assertThat(dispatcher.machines().get(0).status().connection()).isNotEqualTo(Connection.INITIALIZING));
    }

    @AfterEach
    void close() {
        dispatcher.close();
        repository.close();
        scheduler.close();
    }

    /** As a kill would: nothing that a clean stop writes is written, and the machine goes on. */
    void restart(ScriptedMachine machine) throws IOException {
        repository.close();
        left = machine;
        open();
    }

    static Machine<String> machine(String id, ScriptedMachine driver) {
        return machine(id, driver, List.of());
    }

    static Machine<String> machine(String id, ScriptedMachine driver, List<String> tags) {
        return machine(id, driver, tags, true);
    }

    static Machine<String> machine(String id, ScriptedMachine driver, List<String> tags, boolean gate) {
        ServiceEntry settings = new ServiceEntry() {
            @Override
            public String type() {
                return "scripted";
            }

            @Override
            public boolean isOn() {
                return true;
            }

            @Override
            public Problem problem(String message) {
                return new Problem(Path.of("farm.yaml"), 1, 1, "machines." + id, message);
            }

            @Override
            public TrackedSettings settings(Problems problems) {
                throw new UnsupportedOperationException("not asked for");
            }
        };
        MachineEntry entry = new MachineEntry(
                id, id, tags, gate ? Optional.empty() : Optional.of(false), MachineEntry.Takes.PRINTS, settings);
        return new Machine<>(entry, driver, id, driver.describe(id));
    }

    String upload(String text) throws Exception {
        return upload(text + ".gcode", text.getBytes(StandardCharsets.UTF_8));
    }

    String upload(String file, byte[] content) throws Exception {
        UploadName name = new UploadName(file);
        IncomingUpload.Sender sender =
                new IncomingUpload.Sender("bay-1", name, name, 100_000, InetAddress.getByName("127.0.0.9"));
        try (IncomingUpload upload = new IncomingUpload(repository, sender, job -> {}, () -> {})) {
            upload.write(ByteBuffer.wrap(content));
            return upload.commit().jobId().orElseThrow();
        }
    }

    void awaitState(String job, State state) {
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(repository.find(job).orElseThrow().state()).isEqualTo(state));
    }

    Optional<String> reason() throws DispatchException {
        return dispatcher.machines().get(0).reason();
    }

    PrintOrder started() throws InterruptedException {
        PrintOrder order = left.started.poll(20, TimeUnit.SECONDS);
        assertThat(order).isNotNull();
        return order;
    }
}
