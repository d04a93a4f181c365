package org.printfarm.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineContext;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.api.driver.MachineStatus.Temperatures;
import org.printfarm.api.driver.PrintOrder;

/** One folder. */
final class FolderDriver implements Driver {

    private static final Duration LOOK = Duration.ofSeconds(5);

    /** Room is told in steps, so that not each look is a change. */
    private static final long ROOM_STEP_BYTES = 64L << 20;

    private final MachineContext context;
    private final FolderSettings settings;
    private final ScheduledExecutorService looking;
    private @Nullable ScheduledFuture<?> looks;
    private @Nullable MachineStatus reported;
    private boolean closed;

    FolderDriver(MachineContext context, FolderSettings settings, ScheduledExecutorService looking) {
        this.context = context;
        this.settings = settings;
        this.looking = looking;
    }

    @Override
    public synchronized void open() {
        if (!closed && looks == null) {
            looks = looking.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void deliver(PrintOrder order, Progress progress) throws DriverException, InterruptedException {
        new FolderCopy(settings.path(), settings.name().of(order), order, progress).run();
    }

    @Override
    public void start(PrintOrder order) throws DriverException {
        throw refused();
    }

    @Override
    public void control(MachineCommand command) throws DriverException {
        throw refused();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (looks != null) {
            looks.cancel(false);
        }
    }

    private void look() {
        MachineStatus status = status(settings.path());
        synchronized (this) {
            if (!closed && !status.equals(reported)) {
                reported = status;
                context.report(status);
            }
        }
    }

    private static MachineStatus status(Path folder) {
        if (!Files.isDirectory(folder)) {
            return away("the folder " + folder + " is not there: make it, or mount what it is on");
        }
        if (!Files.isWritable(folder)) {
            return away("nothing may be written to the folder " + folder + ": let the farm's user do it");
        }
        return new MachineStatus(
                Connection.ONLINE,
                Activity.UNKNOWN,
                OptionalInt.empty(),
                Optional.empty(),
                MachineStatus.Progress.NONE,
                Temperatures.UNKNOWN,
                List.of(),
                List.of(),
                room(folder),
                List.of(),
                EnumSet.of(Capability.DELIVER));
    }

    private static MachineStatus away(String why) {
        return MachineStatus.of(
                Connection.OFFLINE, List.of(new MachineFault(MachineFault.Code.UNREACHABLE, "", why)), Set.of());
    }

    private static OptionalLong room(Path folder) {
        try {
            return OptionalLong.of(Files.getFileStore(folder).getUsableSpace() / ROOM_STEP_BYTES * ROOM_STEP_BYTES);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static DriverException refused() {
        return new DriverException(MachineFault.Code.REFUSED, "a folder takes files and prints nothing", false);
    }
}
