package org.printfarm.host.dispatch;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineContext;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.PrintOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands in where a plugin could not make a driver: the machine is offline, and says why. */
final class BrokenDriver implements Driver {

    private static final Logger LOG = LoggerFactory.getLogger(BrokenDriver.class);
    private static final String TEXT = "its driver could not be made: a fault of the plugin; the log has more";

    private final MachineContext context;

    BrokenDriver(MachineContext context) {
        this.context = context;
    }

    @Override
    public void open() {
        context.report(MachineStatus.of(
                MachineStatus.Connection.OFFLINE,
                List.of(new MachineFault(MachineFault.Code.INTERNAL, "", TEXT)),
                Set.of()));
    }

    @Override
    public void deliver(PrintOrder order, Progress progress) throws DriverException {
        throw new DriverException(MachineFault.Code.INTERNAL, TEXT, false);
    }

    @Override
    public void start(PrintOrder order) throws DriverException {
        throw new DriverException(MachineFault.Code.INTERNAL, TEXT, false);
    }

    @Override
    public void control(MachineCommand command) throws DriverException {
        throw new DriverException(MachineFault.Code.INTERNAL, TEXT, false);
    }

    @Override
    public void close() {}

    /** A machine's driver, or this one where it cannot be made. */
    static <S> Driver orOf(
            Machine<S> machine,
            UnitParts parts,
            Consumer<MachineStatus> statuses,
            Consumer<List<String>> introduction) {
        UnitContext context = new UnitContext(
                machine.id(), parts.scheduler(), parts.store(), parts.numbers(), statuses, introduction);
        try {
            return machine.factory().create(context, machine.settings());
        } catch (Throwable fault) {
            LOG.error("machine={} a fault of its driver", machine.id(), fault);
            return new BrokenDriver(context);
        }
    }
}
