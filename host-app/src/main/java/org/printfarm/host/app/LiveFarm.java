package org.printfarm.host.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.dispatch.DispatchException;
import org.printfarm.host.dispatch.Dispatcher;
import org.printfarm.host.dispatch.QueueChanges;
import org.printfarm.host.event.EventCounters;
import org.printfarm.host.event.PeerTimelines;
import org.printfarm.host.event.StatusBoard;
import org.printfarm.host.job.FarmInbox;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.view.BackupView;
import org.printfarm.host.view.CaScriptView;
import org.printfarm.host.view.CaView;
import org.printfarm.host.view.DispatchView;
import org.printfarm.host.view.DoctorView;
import org.printfarm.host.view.DoctorView.Client;
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

/** A farm that runs in this process. */
final class LiveFarm extends ArchiveFarm {

    private final FarmSetup setup;
    private final FarmInbox inbox;
    private final Dispatcher dispatcher;
    private final Ownership others;
    private final StatusBoard board;
    private final DoctorDocuments doctor;
    private final EventCounters counters;
    private final SignInLinks links;
    private final Reloader reloader;

    LiveFarm(
            FarmSetup setup,
            FarmInbox inbox,
            Dispatcher dispatcher,
            Ownership others,
            StatusBoard board,
            PeerTimelines timelines,
            EventCounters counters,
            Reloader reloader,
            SignInLinks links) {
        this.setup = setup;
        this.inbox = inbox;
        this.dispatcher = dispatcher;
        this.others = others;
        this.board = board;
        this.doctor = new DoctorDocuments(setup, inbox.repository().replicas(), board, timelines);
        this.counters = counters;
        this.reloader = reloader;
        this.links = links;
    }

    @Override
    FarmSource source() {
        return reloader.source();
    }

    @Override
    JobArchive archive() {
        return inbox.archive();
    }

    @Override
    JobArchive madeArchive() {
        return inbox.archive();
    }

    @Override
    public BackupView.Restored restore(String file) throws FarmException {
        others.requireAlone();
        return guarded(() -> view(inbox.restore(Path.of(file))));
    }

    @Override
    public WallView wall() {
        return WallDocuments.wall(
                setup.config().printers().stream().map(PrinterEntry::printer).toList(),
                printer -> inbox.stateOf(printer).current(),
                others::havePrinter,
                board);
    }

    @Override
    public List<PrinterView> printers() {
        return SetupDocuments.printers(setup);
    }

    @Override
    public List<ServiceView> services() {
        return ServiceDocuments.services(board);
    }

    @Override
    public CaView certificates() throws FarmException {
        return FarmCheck.ca(setup.config());
    }

    @Override
    public CaScriptView caScript(String os) throws FarmException {
        return CaVerbs.script(setup.config(), os);
    }

    @Override
    public LinkView signInLink() throws FarmException {
        return links.make();
    }

    @Override
    public List<PluginView> plugins() {
        return SetupDocuments.plugins(setup);
    }

    @Override
    public List<MachineView> machines() throws FarmException {
        return dispatched(() -> {
            List<MachineView> views = new ArrayList<>();
            dispatcher.machines().forEach(report -> views.add(MachineDocuments.view(report)));
            setup.current()
                    .machines()
                    .forEach(machine -> others.have(machine.entry().id())
                            .ifPresent(host -> views.add(MachineDocuments.view(machine, host))));
            return views;
        });
    }

    @Override
    public MachineView machineAction(String id, String action, String because) throws FarmException {
        return dispatched(() -> {
            MachineVerbs.act(dispatcher, id, action, because);
            return machines().stream()
                    .filter(machine -> machine.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new DispatchException("there is no machine of that name"));
        });
    }

    @Override
    public MachineTestView testMachine(String id) throws FarmException {
        return dispatched(() -> MachineDocuments.test(id, dispatcher.check(id)));
    }

    @Override
    public JobView jobAction(String id, String action, String machine) throws FarmException {
        return dispatched(() -> {
            var jobs = dispatcher.jobs();
            switch (action) {
                case "send", "send-anyway" ->
                    jobs.send(id, Optional.of(machine).filter(name -> !name.isEmpty()), action.endsWith("anyway"));
                case "hold" -> jobs.hold(id);
                case "release" -> jobs.release(id);
                case "retry" -> jobs.retry(id);
                case "cancel" -> jobs.cancel(id);
                default -> throw new DispatchException("jobs are sent, held, released, retried or cancelled");
            }
            return job(id).job();
        });
    }

    @Override
    public MetricsView metrics() {
        return MetricsDocuments.metrics(counters, setup.config().data());
    }

    @Override
    public WhyView why(String id) throws FarmException {
        return dispatched(() -> QueueDocuments.why(dispatcher.queues().why(id)));
    }

    @Override
    public List<HostView> hosts() throws FarmException {
        return HostDocuments.hosts(setup.config());
    }

    @Override
    public List<DispatchView> dispatch() throws FarmException {
        return dispatched(() -> QueueDocuments.chosen(dispatcher.queues().dryRun()));
    }

    @Override
    public List<QueueView> queue(String goal) throws FarmException {
        Optional<String> named = Optional.of(goal).filter(id -> !id.isEmpty());
        return dispatched(() -> dispatcher.queues().list(named).stream()
                .map(QueueDocuments::place)
                .toList());
    }

    @Override
    public List<JobView> queueAction(String id, String action, String value) throws FarmException {
        QueueChanges changes = dispatcher.queues().changes();
        List<Job> jobs = dispatched(() -> switch (action) {
            case "move" -> changes.move(id, value);
            case "priority" -> changes.priority(id, value);
            case "copies" -> changes.copies(id, value);
            case "plates" -> changes.plates(id, value);
            case "reprint" -> changes.reprint(id, value);
            default -> throw new DispatchException("queued jobs are moved, given a priority, copied or printed again");
        });
        return jobs.stream().map(JobDocuments::view).toList();
    }

    @Override
    public ReloadView reload(boolean checkOnly) throws FarmException {
        return reloader.reload(checkOnly);
    }

    /** Something that is asked of the dispatcher. */
    private interface Dispatched<R> {
        R run() throws FarmException, DispatchException;
    }

    private static <R> R dispatched(Dispatched<R> work) throws FarmException {
        try {
            return work.run();
        } catch (DispatchException e) {
            throw new FarmException(FarmException.NOT_POSSIBLE, String.valueOf(e.getMessage()), "");
        }
    }

    @Override
    public DoctorView doctor(String address) throws FarmException {
        return doctor.of(address, dispatched(dispatcher::machines));
    }

    @Override
    public List<Client> slicers(String printer) {
        return doctor.slicers(printer);
    }

    /** Nothing: it goes on. */
    @Override
    public void close() {}
}
