package org.printfarm.folder;

import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.pf4j.Extension;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverFactory;
import org.printfarm.api.driver.MachineContext;
import org.printfarm.api.driver.MachineDescription;
import org.printfarm.api.settings.SettingsReader;

/** The plugin's entrance. Owns the one thread that looks after all folders: a network's folder may let it wait. */
@Extension
public final class FolderDriverFactory implements DriverFactory<FolderSettings> {

    private static final long END_SECONDS = 4;

    /** Has no thread before the first folder is looked at. */
    private final ScheduledThreadPoolExecutor looking = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "folder-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** For PF4J. Opens nothing. */
    public FolderDriverFactory() {
        looking.setRemoveOnCancelPolicy(true);
    }

    @Override
    public String type() {
        return "folder";
    }

    @Override
    public FolderSettings readSettings(SettingsReader settings) {
        return FolderSettings.read(settings);
    }

    @Override
    public MachineDescription describe(FolderSettings settings) {
        return new MachineDescription(
                Optional.empty(),
                Optional.empty(),
                Optional.of(settings.path().toString()),
                EnumSet.of(Capability.DELIVER));
    }

    @Override
    public Driver create(MachineContext context, FolderSettings settings) {
        return new FolderDriver(context, settings, looking);
    }

    @Override
    public void close() {
        looking.shutdownNow();
        try {
            boolean unused = looking.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
