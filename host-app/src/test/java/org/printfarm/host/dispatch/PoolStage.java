package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.Loadout;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.host.config.MatchRules;
import org.printfarm.host.config.PoolEntry;
import org.printfarm.host.config.SendTo;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.IncomingUpload;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.threemf.Archives;
import org.printfarm.host.job.threemf.UploadName;
import org.printfarm.host.scheduler.SharedScheduler;

/** A pool of two machines that do what a test says, and a printer that sends to it. */
abstract class PoolStage {

    static final OptionalInt NONE = OptionalInt.empty();

    /** A pool that leaves everything open. */
    static final PoolEntry POOL = new PoolEntry(
            "p1",
            List.of("left", "right"),
            PoolEntry.Order.FIFO,
            Optional.empty(),
            MatchRules.DEFAULT,
            false,
            PoolEntry.Start.ANY,
            false);

    @TempDir
    Path folder;

    final SharedScheduler scheduler = new SharedScheduler();

    /** Before the pool opens, a test may set another. */
    Clock clock = Clock.systemUTC();

    /** Whether somebody has to say of each machine that its plate is clear. */
    boolean gate = true;

    final List<List<Tray>> loaded = new CopyOnWriteArrayList<>();
    final Map<String, ScriptedMachine> machines = new LinkedHashMap<>();
    JobRepository repository;

    /** Once the pool is open. */
    @SuppressWarnings("NullAway.Init")
    Dispatcher dispatcher;

    @BeforeEach
    void openRecord() throws IOException {
        repository = JobRepository.open(InboxFolder.of(folder), Clock.systemUTC());
    }

    /** Two machines: {@code left} has red PLA in its first tray, {@code right} blue PLA in its second. */
    void open(PoolEntry pool) throws Exception {
        if (machines.isEmpty()) {
            machine("left", "0.0 PLA FF0000 GFL99");
            machine("right", "0.1 PLA 0000FF GFL99");
        }
        List<Machine<?>> all = new ArrayList<>();
        machines.forEach((id, driver) -> all.add(DispatchStage.machine(id, driver, List.of(), gate)));
        PoolPlan.Sender sender =
                new PoolPlan.Sender(PrinterModel.P1S, Set.of(), Loadout.standard(PrinterModel.P1S), SendTo.Show.MERGED);
        dispatcher = Dispatcher.open(
                all,
                new PoolPlan(List.of(pool), Map.of("bay-1", sender)),
                repository,
                job -> "{}",
                new MachineObserver() {
                    @Override
                    public void saw(String machine, MachineStatus status, Optional<String> job, List<String> queued) {}

                    @Override
                    public void loaded(String of, List<Tray> trays) {
                        loaded.add(trays);
                    }
                },
                scheduler,
                clock,
                4,
                Others.NONE);
        await().untilAsserted(() -> assertThat(dispatcher.machines())
                .allSatisfy(one -> assertThat(one.status().connection()).isNotEqualTo(Connection.INITIALIZING)));
    }

    @AfterEach
    void close() {
        dispatcher.close();
        repository.close();
        scheduler.close();
    }

    /** Trays as {@code 0.1 PLA FF0000 GFL99}. */
    ScriptedMachine machine(String id, String... trays) {
        ScriptedMachine machine = new ScriptedMachine(DispatchStage.PRINTER);
        machine.trays = Arrays.stream(trays).map(PoolStage::tray).toList();
        machine.nozzles = List.of(new MachineStatus.FittedNozzle("0.4", Optional.empty()));
        machines.put(id, machine);
        return machine;
    }

    static Tray tray(String words) {
        String[] parts = words.split("[. ]", -1);
        return new Tray(
                new TraySlot(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])),
                Optional.of(parts[2]),
                Optional.of(parts[3]).filter(colour -> !colour.equals("-")),
                parts.length > 4 ? Optional.of(parts[4]) : Optional.empty(),
                Optional.empty(),
                OptionalInt.empty());
    }

    ScriptedMachine at(String id) {
        return Objects.requireNonNull(machines.get(id));
    }

    /** A stored file for a P1S with these filaments, as {@code PLA FF0000}. */
    String upload(String name, String... filaments) throws Exception {
        return upload(name, "C12", 600, filaments);
    }

    String upload(String name, String model, int seconds, String... filaments) throws Exception {
        return store(name, sliced(name, model, seconds, filaments));
    }

    String store(String name, byte[] content) throws Exception {
        UploadName file = new UploadName(name + ".gcode.3mf");
        IncomingUpload.Sender sender =
                new IncomingUpload.Sender("bay-1", file, file, 100_000, InetAddress.getByName("127.0.0.9"));
        try (IncomingUpload upload = new IncomingUpload(repository, sender, job -> {}, () -> {})) {
            upload.write(ByteBuffer.wrap(content));
            return upload.commit().jobId().orElseThrow();
        }
    }

    static byte[] sliced(String variant, String model, int seconds, String... filaments) {
        return sliced(variant, model, seconds, List.of(List.of(filaments)));
    }

    /** A file of several plates, each with its filaments. */
    static byte[] sliced(String variant, String model, int seconds, List<List<String>> plates) {
        StringBuilder info = new StringBuilder("<config>");
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int plate = 1; plate <= plates.size(); plate++) {
            info.append("<plate><metadata key=\"index\" value=\"" + plate + "\"/>")
                    .append("<metadata key=\"printer_model_id\" value=\"" + model + "\"/>")
                    .append("<metadata key=\"nozzle_diameters\" value=\"0.4\"/>")
                    .append("<metadata key=\"prediction\" value=\"" + seconds + "\"/>")
                    .append(filaments(plates.get(plate - 1)))
                    .append("</plate>");
            entries.put("Metadata/plate_" + plate + ".gcode", Archives.text("; " + variant + " " + plate + "\nG28\n"));
        }
        entries.put("Metadata/slice_info.config", Archives.text(info + "</config>"));
        return Archives.zip(entries);
    }

    private static String filaments(List<String> filaments) {
        StringBuilder text = new StringBuilder();
        for (int number = 1; number <= filaments.size(); number++) {
            String[] words = filaments.get(number - 1).split(" ", -1);
            text.append("<filament id=\"" + number + "\" type=\"" + words[0] + "\" color=\"#" + words[1]
                    + "\" used_m=\"1.0\" used_g=\"3.0\"/>");
        }
        return text.toString();
    }

    void send(String job) throws DispatchException {
        dispatcher.jobs().send(job, Optional.of("p1"), false);
    }

    PrintOrder started(String machine) throws InterruptedException {
        PrintOrder order = at(machine).started.poll(20, TimeUnit.SECONDS);
        assertThat(order).as("a start at " + machine).isNotNull();
        return order;
    }

    /** It is printed and the plate is clear. */
    void finish(String machine, PrintOrder order) throws Exception {
        at(machine).says(Activity.PRINTING, OptionalInt.of(order.taskId()));
        awaitState(order.jobId(), State.PRINTING);
        at(machine).says(Activity.FINISHED, OptionalInt.of(order.taskId()));
        awaitState(order.jobId(), State.DONE);
        dispatcher.clear(machine);
    }

    void awaitState(String job, State state) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(repository.find(job).orElseThrow().state()).isEqualTo(state));
    }

    String reason(String job) throws IOException {
        return repository.find(job).orElseThrow().notes().reason().orElse("");
    }
}
