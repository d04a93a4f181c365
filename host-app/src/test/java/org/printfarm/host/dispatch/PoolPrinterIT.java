package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.Loadout;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrintControl;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.api.job.PrintFailure;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.Upload;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.config.PoolEntry;
import org.printfarm.host.config.SendTo;
import org.printfarm.host.job.FarmInbox;
import org.printfarm.host.job.InboxSettings;
import org.printfarm.host.job.JobRouting;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.JobFilter;
import org.printfarm.host.scheduler.SharedScheduler;

/** What a slicer sees and does at the printer of a pool. */
final class PoolPrinterIT {

    private static final InetAddress ANNE = InetAddress.getLoopbackAddress();
    private static final PoolPlan.Sender SENDER =
            new PoolPlan.Sender(PrinterModel.P1S, Set.of(), Loadout.standard(PrinterModel.P1S), SendTo.Show.MERGED);

    @TempDir
    private Path folder;

    private final SharedScheduler scheduler = new SharedScheduler();
    private final ScriptedMachine left = new ScriptedMachine(DispatchStage.PRINTER);
    private final ScriptedMachine right = new ScriptedMachine(DispatchStage.PRINTER);
    private final List<Dispatcher> dispatchers = new CopyOnWriteArrayList<>();
    private FarmInbox inbox;
    private Printer printer;

    @BeforeEach
    void open() throws Exception {
        left.trays = List.of(PoolStage.tray("0.0 PLA FF0000 GFL99"));
        right.trays = List.of(PoolStage.tray("0.3 PLA 0000FF GFL99"));
        left.nozzles = List.of(new MachineStatus.FittedNozzle("0.4", Optional.empty()));
        right.nozzles = left.nozzles;
        Inet4Address address = (Inet4Address) InetAddress.getLoopbackAddress();
        printer = new Printer(
                "bay-1",
                new PrinterIdentity("01P00A391800001", PrinterModel.P1S, "Bay 1", "01.09.00.00"),
                address,
                address,
                Secret.of("12345678"),
                Loadout.standard(PrinterModel.P1S));
        JobRouting routing = new JobRouting(
                id -> Optional.of(new JobRouting.Route(
                        "p1",
                        false,
                        Optional.empty(),
                        Optional.of(dispatchers.get(0).front("p1", id)))),
                job -> dispatchers.forEach(one -> one.queued(job)),
                (id, control) -> dispatchers.forEach(one -> one.jobs().steer(id, control)),
                (machine, control) -> {},
                JobRouting.Panel.NONE);
        inbox = FarmInbox.open(InboxFolder.of(folder), InboxSettings.KEEP_ALL, routing, Clock.systemUTC(), scheduler);
        dispatchers.add(Dispatcher.open(
                machines(),
                new PoolPlan(List.of(PoolStage.POOL), Map.of("bay-1", SENDER)),
                inbox.repository(),
                job -> "{}",
                new MachineObserver() {
                    @Override
                    public void saw(String machine, MachineStatus status, Optional<String> job, List<String> queued) {}

                    @Override
                    public void loaded(String pool, List<Tray> trays) {
                        inbox.loaded(pool);
                    }
                },
                scheduler,
                Clock.systemUTC(),
                4,
                Others.NONE));
        JobIntake unused = inbox.intakeOf(printer);
        await().until(() -> shownColours().containsAll(List.of("FF0000", "0000FF")));
    }

    @AfterEach
    void close() {
        dispatchers.forEach(Dispatcher::close);
        inbox.close();
        scheduler.close();
    }

    private List<Machine<?>> machines() {
        return List.of(DispatchStage.machine("left", left), DispatchStage.machine("right", right));
    }

    private List<String> shownColours() {
        List<String> colours = new ArrayList<>();
        inbox.stateOf(printer)
                .current()
                .machine()
                .ifPresent(shown ->
                        shown.trays().forEach(tray -> colours.add(tray.colour().orElse(""))));
        return colours;
    }

    private void upload(String name, String model, String... filaments) throws Exception {
        try (Upload upload = inbox.intakeOf(printer).open(name, 100_000, ANNE)) {
            upload.write(ByteBuffer.wrap(PoolStage.sliced(name, model, 60, filaments)));
            assertThat(upload.commit().jobId()).isPresent();
        }
    }

    private static PrintRequest request(String name, String mapping) {
        return new PrintRequest(
                List.of(name),
                false,
                name,
                "plate",
                OptionalInt.of(1),
                Optional.empty(),
                Map.of("use_ams", "true", "ams_mapping", mapping),
                "{}",
                ANNE);
    }

    private Job job(String file) throws Exception {
        return inbox
                .archive()
                .list(new JobFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 100))
                .stream()
                .filter(one -> one.file().equals(file))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theTrayThatASlicerMapsToIsAWishForItsFilamentOnWhateverMachineTakesTheJob() throws Exception {
        upload("gift.gcode.3mf", "C12", "PLA 00FF00");
        int blue = shownColours().indexOf("0000FF");
        assertThat(inbox.intakeOf(printer).request(request("gift.gcode.3mf", "[" + blue + "]")))
                .isEqualTo(PrintDecision.ACCEPTED);
        var order = right.started.poll(20, TimeUnit.SECONDS);
        assertThat(order).isNotNull();
        assertThat(order.mapping()).isEqualTo(List.of(Optional.of(new TraySlot(0, 3))));
        assertThat(left.delivered).isEmpty();
    }

    @Test
    void whatNoMachineCanEverPrintFailsAtOnceForTheSlicerTooAndIsKept() throws Exception {
        List<PrintFailure> failures = new CopyOnWriteArrayList<>();
        try (var unused =
                inbox.stateOf(printer).onChange(status -> status.failure().ifPresent(failures::add))) {
            upload("other.gcode.3mf", "N2S", "PLA FF0000");
            inbox.intakeOf(printer).request(request("other.gcode.3mf", "[0]"));
            await().until(() -> failures.contains(PrintFailure.NO_MACHINE));
        }
        assertThat(job("other.gcode.3mf").state()).isEqualTo(State.HELD);
        assertThat(job("other.gcode.3mf").notes().reason().orElse(""))
                .contains("no machine of p1 can ever print it", "left is not of a model");
    }

    @Test
    void whereThePoolHoldsAJobWaitsUntilSomebodyReleasesIt() throws Exception {
        PoolEntry holding = new PoolEntry(
                "p1",
                PoolStage.POOL.machines(),
                PoolStage.POOL.order(),
                Optional.empty(),
                PoolStage.POOL.match(),
                true,
                PoolStage.POOL.start(),
                false);
        dispatchers.get(0).reload(machines(), new PoolPlan(List.of(holding), Map.of("bay-1", SENDER)), Set.of());
        upload("red.gcode.3mf", "C12", "PLA FF0000");
        assertThat(inbox.intakeOf(printer).request(request("red.gcode.3mf", "[-1]")))
                .isEqualTo(PrintDecision.ACCEPTED);
        Job job = job("red.gcode.3mf");
        assertThat(job.state()).isEqualTo(State.HELD);
        assertThat(left.delivered).isEmpty();
        dispatchers.get(0).jobs().release(job.id());
        var order = left.started.poll(20, TimeUnit.SECONDS);
        assertThat(order).isNotNull();
        assertThat(order.jobId()).isEqualTo(job.id());
    }

    @Test
    void whoPausesOrStopsHoldsOrCancelsTheNewestOfHisOwnJobs() throws Exception {
        upload("green.gcode.3mf", "C12", "PLA 00FF00");
        inbox.intakeOf(printer).request(request("green.gcode.3mf", "[-1]"));
        await().until(() -> inbox.stateOf(printer).current().phase() == PrintPhase.RUNNING);
        assertThat(inbox.intakeOf(printer).control(PrintControl.PAUSE, ANNE)).isTrue();
        await().until(() -> job("green.gcode.3mf").state() == State.HELD);
        assertThat(inbox.intakeOf(printer).control(PrintControl.RESUME, ANNE)).isTrue();
        await().until(() -> job("green.gcode.3mf").state() == State.QUEUED);
        assertThat(inbox.intakeOf(printer).control(PrintControl.STOP, InetAddress.getByName("127.0.0.77")))
                .isTrue();
        await().until(() -> inbox.stateOf(printer).current().phase() != PrintPhase.RUNNING);
        assertThat(job("green.gcode.3mf").state())
                .as("it is not that client's job")
                .isEqualTo(State.QUEUED);
        upload("other.gcode.3mf", "C12", "PLA 00FF00");
        inbox.intakeOf(printer).request(request("other.gcode.3mf", "[-1]"));
        await().until(() -> inbox.stateOf(printer).current().phase() == PrintPhase.RUNNING);
        assertThat(inbox.intakeOf(printer).control(PrintControl.STOP, ANNE)).isTrue();
        await().until(() -> job("other.gcode.3mf").state() == State.CANCELLED);
        assertThat(job("green.gcode.3mf").state()).isEqualTo(State.QUEUED);
    }
}
