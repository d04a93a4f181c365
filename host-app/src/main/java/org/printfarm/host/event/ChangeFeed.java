package org.printfarm.host.event;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintProgress;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.host.event.FarmChange.Kind;

/**
 * Makes changes of what machines, printers and services tell again and again: one for each difference, and of prints that merely
 * go on one in {@link #PACE}, lest they push all else out of the bus. Any thread.
 */
public final class ChangeFeed {

    /** From one {@link Kind#PROGRESS} to the next at least. */
    static final Duration PACE = Duration.ofSeconds(5);

    private final EventBus bus;
    private final LongSupplier nanoTime;
    private final Map<String, MachineFace> machines = new ConcurrentHashMap<>();
    private final Map<String, PrinterFace> printers = new ConcurrentHashMap<>();

    /** Guarded by this. */
    private long lastProgress;

    /** Publishes there. */
    public ChangeFeed(EventBus bus) {
        this(bus, System::nanoTime);
    }

    ChangeFeed(EventBus bus, LongSupplier nanoTime) {
        this.bus = bus;
        this.nanoTime = nanoTime;
        this.lastProgress = nanoTime.getAsLong() - PACE.toNanos();
    }

    /** What people see of a machine, but for how far it is and how hot. */
    private record Looks(
            MachineStatus.Connection connection,
            MachineStatus.Activity activity,
            String title,
            List<Tray> trays,
            List<MachineFault> faults,
            Set<?> capabilities,
            String job,
            int queued) {}

    private record MachineFace(Looks looks, MachineStatus.Progress progress) {}

    private record PrinterFace(PrintPhase phase, PrintProgress progress) {}

    /**
     * A machine said how it is.
     *
     * @param job the id of the job that it has; empty for none
     * @param queued how many wait for it
     */
    public void machine(String machine, MachineStatus status, String job, int queued) {
        Looks looks = new Looks(
                status.connection(),
                status.activity(),
                status.title().orElse(""),
                status.trays(),
                status.faults(),
                status.capabilities(),
                job,
                queued);
        MachineFace before = machines.put(machine, new MachineFace(looks, status.progress()));
        if (before == null || !before.looks().equals(looks)) {
            bus.changed(Kind.MACHINE, "", machine, status.activity().name());
        } else if (!before.progress().equals(status.progress())) {
            progress();
        }
    }

    /** A printer shows this. */
    public void printer(String printer, PrintStatus status) {
        PrinterFace before = printers.put(printer, new PrinterFace(status.phase(), status.progress()));
        if (before == null || before.phase() != status.phase()) {
            bus.changed(Kind.PRINTER, printer, "", status.phase().name());
        } else if (!before.progress().equals(status.progress())) {
            progress();
        }
    }

    /** A service is not as it was. */
    public void service(String printer, ServiceStatus status) {
        bus.changed(Kind.SERVICE, printer, "", status.getClass().getSimpleName().toUpperCase(Locale.ROOT));
    }

    /**
     * A job is not as it was.
     *
     * @param printer the id of the printer that it came to; empty where it is not known
     * @param job its id; empty for many
     * @param state what it is now
     */
    public void job(String printer, String job, String state) {
        bus.changed(Kind.JOB, printer, job, state.toUpperCase(Locale.ROOT));
    }

    /** Somebody changed something. */
    public void changed() {
        bus.changed(Kind.CHANGED, "", "", "DONE");
    }

    private synchronized void progress() {
        long now = nanoTime.getAsLong();
        if (now - lastProgress >= PACE.toNanos()) {
            lastProgress = now;
            bus.changed(Kind.PROGRESS, "", "", "MOVED");
        }
    }
}
