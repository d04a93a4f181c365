package org.printfarm.host.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.access.AuditStore;
import org.printfarm.host.access.StoredTrail;
import org.printfarm.host.access.Trail;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problems;
import org.printfarm.host.files.HeldFile;
import org.printfarm.host.job.FarmRestore;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.view.BackupView;
import org.printfarm.host.view.CaScriptView;
import org.printfarm.host.view.CaView;
import org.printfarm.host.view.DispatchView;
import org.printfarm.host.view.DoctorView;
import org.printfarm.host.view.HostView;
import org.printfarm.host.view.JobView;
import org.printfarm.host.view.LinkView;
import org.printfarm.host.view.MachineTestView;
import org.printfarm.host.view.MachineView;
import org.printfarm.host.view.MetricsView;
import org.printfarm.host.view.PluginView;
import org.printfarm.host.view.PrinterView;
import org.printfarm.host.view.QueueView;
import org.printfarm.host.view.ReloadView;
import org.printfarm.host.view.ServiceView;
import org.printfarm.host.view.WallView;
import org.printfarm.host.view.WhyView;

/** A farm that does not run: its files. Holds the data folder from the first verb about jobs on. One thread. */
final class FilesFarm extends ArchiveFarm {

    private final FarmSource source;
    private final FarmConfig config;
    private @Nullable HeldFile lock;
    private @Nullable RecordOwner owner;
    private @Nullable JobArchive archive;

    FilesFarm(FarmSource source, FarmConfig config) {
        this.source = source;
        this.config = config;
    }

    @Override
    FarmSource source() {
        return source;
    }

    @Override
    JobArchive archive() throws IOException {
        JobArchive open = archive;
        if (open == null) {
            hold();
            open = JobArchive.open(InboxFolder.of(config));
            archive = open;
        }
        return open;
    }

    @Override
    JobArchive madeArchive() throws IOException {
        if (archive().accounts().isEmpty()) {
            Files.createDirectories(config.data());
            hold();
            archive = JobArchive.create(InboxFolder.of(config));
        }
        return archive();
    }

    /** Tells what was done, in the record that is there then; where there is none, nothing was. */
    Trail trail() {
        return (caller, verb, target, outcome) -> {
            Optional<AuditStore> record = Optional.ofNullable(archive).flatMap(JobArchive::audit);
            record.ifPresent(store -> new StoredTrail(store, Clock.systemUTC()).note(caller, verb, target, outcome));
        };
    }

    /** What a farm never ran on is left as it is; not beside a farm that runs on another host. */
    private void hold() throws IOException {
        if (owner == null && (config.store().isPresent() || Files.isDirectory(config.data()))) {
            lock = lock == null ? DataFolderLock.take(config.data()) : lock;
            owner = RecordOwner.take(
                    config.data(), config.store(), config.cluster().lease());
        }
    }

    @Override
    public BackupView.Restored restore(String file) throws FarmException {
        return guarded(() -> {
            hold();
            return view(FarmRestore.from(Path.of(file), config.data(), InboxFolder.of(config)));
        });
    }

    @Override
    public WallView wall() throws FarmException {
        throw notRunning();
    }

    @Override
    public List<PrinterView> printers() throws FarmException {
        Problems problems = new Problems();
        Optional<FarmSetup> setup = FarmSetup.open(source, FarmSetup.Footprint.DATA_FOLDER, problems);
        try {
            if (setup.isEmpty() || !problems.isClean()) {
                throw new FarmException(FarmSource.told(problems));
            }
            return SetupDocuments.printers(setup.get());
        } finally {
            setup.ifPresent(FarmSetup::close);
        }
    }

    @Override
    public List<PluginView> plugins() throws FarmException {
        return planned(SetupDocuments::plugins);
    }

    @Override
    public List<MachineView> machines() throws FarmException {
        return planned(setup -> setup.machines().stream()
                .map(machine -> MachineDocuments.view(machine, "the farm does not run"))
                .toList());
    }

    /** Of a farm as it would start, mistakes or not; nothing is written. */
    private <R> R planned(Function<FarmSetup, R> documents) throws FarmException {
        Problems problems = new Problems();
        Optional<FarmSetup> setup = FarmSetup.open(source, FarmSetup.Footprint.NONE, problems);
        try (FarmSetup open = setup.orElseThrow(() -> new FarmException(FarmSource.told(problems)))) {
            return documents.apply(open);
        }
    }

    @Override
    public List<ServiceView> services() throws FarmException {
        throw notRunning();
    }

    @Override
    public CaView certificates() throws FarmException {
        return FarmCheck.ca(config);
    }

    @Override
    public CaScriptView caScript(String os) throws FarmException {
        return CaVerbs.script(config, os);
    }

    @Override
    public LinkView signInLink() throws FarmException {
        throw notRunning();
    }

    @Override
    public MachineView machineAction(String id, String action, String because) throws FarmException {
        throw notRunning();
    }

    @Override
    public MachineTestView testMachine(String id) throws FarmException {
        throw notRunning();
    }

    @Override
    public JobView jobAction(String id, String action, String machine) throws FarmException {
        throw notRunning();
    }

    @Override
    public MetricsView metrics() throws FarmException {
        throw notRunning();
    }

    @Override
    public WhyView why(String id) throws FarmException {
        throw notRunning();
    }

    @Override
    public List<HostView> hosts() throws FarmException {
        return HostDocuments.hosts(config);
    }

    @Override
    public List<DispatchView> dispatch() throws FarmException {
        throw notRunning();
    }

    @Override
    public List<QueueView> queue(String goal) throws FarmException {
        throw notRunning();
    }

    @Override
    public List<JobView> queueAction(String id, String action, String value) throws FarmException {
        throw notRunning();
    }

    @Override
    public ReloadView reload(boolean checkOnly) throws FarmException {
        throw new FarmException(
                FarmException.NOT_RUNNING,
                "the farm does not run: its next start reads the file",
                "./farm check checks it");
    }

    private static FarmException notRunning() {
        return new FarmException(
                FarmException.NOT_RUNNING,
                "the farm does not run, and only a running one can do that",
                "./farm run starts it");
    }

    @Override
    public DoctorView doctor(String address) throws FarmException {
        throw new FarmException(
                FarmException.NOT_RUNNING,
                "the farm does not run, and only a running one knows what slicers did",
                "start it with ./farm run and let the slicer try again; ./farm check tells what would stop it");
    }

    @Override
    public List<DoctorView.Client> slicers(String printer) throws FarmException {
        throw notRunning();
    }

    @Override
    public void close() {
        if (archive != null) {
            archive.close();
        }
        if (owner != null) {
            owner.close();
        }
        if (lock != null) {
            lock.close();
        }
    }
}
