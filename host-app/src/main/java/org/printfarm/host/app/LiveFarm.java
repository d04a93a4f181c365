package org.printfarm.host.app;

import java.nio.file.Path;
import java.util.List;
import org.printfarm.host.job.FarmInbox;
import org.printfarm.host.job.FarmRestore.Restored;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.view.BackupView;
import org.printfarm.host.view.PluginView;
import org.printfarm.host.view.PrinterView;

/** A farm that runs in this process. */
final class LiveFarm extends ArchiveFarm {

    private final FarmSetup setup;
    private final FarmInbox inbox;

    LiveFarm(FarmSetup setup, FarmInbox inbox) {
        this.setup = setup;
        this.inbox = inbox;
    }

    @Override
    JobArchive archive() {
        return inbox.archive();
    }

    @Override
    public BackupView.Restored restore(String file) throws FarmException {
        return guarded(() -> view(inbox.restore(Path.of(file))));
    }

    static BackupView.Restored view(Restored restored) {
        return new BackupView.Restored(restored.jobs(), restored.lost(), restored.kept());
    }

    @Override
    public List<PrinterView> printers() {
        return SetupDocuments.printers(setup);
    }

    @Override
    public List<PluginView> plugins() {
        return SetupDocuments.plugins(setup);
    }

    /** Nothing: it goes on. */
    @Override
    public void close() {}
}
