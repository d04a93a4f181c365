package org.printfarm.host.dispatch;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.CheckStep;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.DriverFactory;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineContext;
import org.printfarm.api.driver.MachineDescription;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.api.driver.MachineStatus.FittedNozzle;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.settings.SettingsReader;

/** A machine that does what the test says, and remembers what it was asked for. */
class ScriptedMachine implements DriverFactory<String>, Driver {

    final BlockingQueue<PrintOrder> delivered = new LinkedBlockingQueue<>();
    final BlockingQueue<PrintOrder> started = new LinkedBlockingQueue<>();
    final BlockingQueue<MachineCommand> commands = new LinkedBlockingQueue<>();
    final Semaphore mayDeliver = new Semaphore(1_000);
    volatile @Nullable DriverException onDeliver;
    volatile @Nullable DriverException onStart;
    volatile List<CheckStep> checks = List.of();
    volatile PrinterModel model = PrinterModel.P1S;
    volatile List<Tray> trays = List.of();
    volatile List<FittedNozzle> nozzles = List.of();
    volatile MachineStatus.Progress progress = MachineStatus.Progress.NONE;
    private volatile Set<Capability> capabilities;
    private volatile @Nullable MachineContext context;

    ScriptedMachine(Set<Capability> capabilities) {
        this.capabilities = EnumSet.copyOf(capabilities);
    }

    /** What it can do from its next status on. */
    void can(Set<Capability> now) {
        capabilities = EnumSet.copyOf(now);
    }

    void says(Activity activity, OptionalInt task, MachineFault... faults) {
        says(Connection.ONLINE, activity, task, faults);
    }

    void says(Activity activity, OptionalInt task, String title) {
        says(Connection.ONLINE, activity, task, Optional.of(title));
    }

    void says(Connection connection, Activity activity, OptionalInt task, MachineFault... faults) {
        says(connection, activity, task, Optional.empty(), faults);
    }

    private void says(
            Connection connection,
            Activity activity,
            OptionalInt task,
            Optional<String> title,
            MachineFault... faults) {
        MachineContext to = context;
        if (to != null) {
            to.report(new MachineStatus(
                    connection,
                    activity,
                    task,
                    title,
                    progress,
                    MachineStatus.Temperatures.UNKNOWN,
                    trays,
                    nozzles,
                    OptionalLong.empty(),
                    List.of(faults),
                    capabilities));
        }
    }

    @Override
    public String type() {
        return "scripted";
    }

    @Override
    public String readSettings(SettingsReader settings) {
        return settings.text("word").orElse("");
    }

    @Override
    public MachineDescription describe(String settings) {
        return new MachineDescription(Optional.of(model), Optional.of("S-" + settings), Optional.empty(), capabilities);
    }

    @Override
    public Driver create(MachineContext given, String settings) {
        context = given;
        return this;
    }

    @Override
    public void open() {
        says(Activity.IDLE, OptionalInt.empty());
    }

    @Override
    public void deliver(PrintOrder order, Progress progress) throws DriverException, InterruptedException {
        progress.sent(order.bytes() / 2);
        delivered.add(order);
        mayDeliver.acquire();
        DriverException thrown = onDeliver;
        if (thrown != null) {
            throw thrown;
        }
    }

    @Override
    public void start(PrintOrder order) throws DriverException {
        started.add(order);
        DriverException thrown = onStart;
        if (thrown != null) {
            throw thrown;
        }
    }

    @Override
    public void control(MachineCommand command) {
        commands.add(command);
    }

    @Override
    public List<CheckStep> check() {
        return checks;
    }

    @Override
    public void close() {}
}
