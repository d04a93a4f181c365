package org.printfarm.host.app;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.host.config.Ipv4;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.dispatch.DispatchException;
import org.printfarm.host.dispatch.Dispatcher;
import org.printfarm.host.event.EventCounters;
import org.printfarm.host.event.PeerTimelines;
import org.printfarm.host.event.PeerTimelines.Moment;
import org.printfarm.host.event.StatusBoard;
import org.printfarm.host.job.FarmInbox;
import org.printfarm.host.job.FarmRestore.Restored;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.view.BackupView;
import org.printfarm.host.view.CaScriptView;
import org.printfarm.host.view.CaView;
import org.printfarm.host.view.DoctorView;
import org.printfarm.host.view.DoctorView.Client;
import org.printfarm.host.view.DoctorView.Finding;
import org.printfarm.host.view.JobView;
import org.printfarm.host.view.LinkView;
import org.printfarm.host.view.MachineTestView;
import org.printfarm.host.view.MachineView;
import org.printfarm.host.view.MetricsView;
import org.printfarm.host.view.PluginView;
import org.printfarm.host.view.PrinterView;
import org.printfarm.host.view.ReloadView;
import org.printfarm.host.view.ServiceView;
import org.printfarm.host.view.WallView;

/** A farm that runs in this process. */
final class LiveFarm extends ArchiveFarm {

    /** Slicers of a printer that are told at once. */
    private static final int MAX_SLICERS = 100;

    private final FarmSetup setup;
    private final FarmInbox inbox;
    private final Dispatcher dispatcher;
    private final StatusBoard board;
    private final PeerTimelines timelines;
    private final EventCounters counters;
    private final SignInLinks links;
    private final Reloader reloader;

    LiveFarm(
            FarmSetup setup,
            FarmInbox inbox,
            Dispatcher dispatcher,
            StatusBoard board,
            PeerTimelines timelines,
            EventCounters counters,
            Reloader reloader,
            SignInLinks links) {
        this.setup = setup;
        this.inbox = inbox;
        this.dispatcher = dispatcher;
        this.board = board;
        this.timelines = timelines;
        this.counters = counters;
        this.reloader = reloader;
        this.links = links;
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
        return guarded(() -> view(inbox.restore(Path.of(file))));
    }

    static BackupView.Restored view(Restored restored) {
        return new BackupView.Restored(restored.jobs(), restored.lost(), restored.kept());
    }

    @Override
    public WallView wall() {
        return WallDocuments.wall(
                setup.config().printers().stream().map(PrinterEntry::printer).toList(),
                printer -> inbox.stateOf(printer).current(),
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
        return dispatched(() -> dispatcher.machines().stream()
                .<MachineView>map(MachineDocuments::view)
                .toList());
    }

    @Override
    public MachineView machineAction(String id, String action, String because) throws FarmException {
        return dispatched(() -> {
            switch (action) {
                case "clear" -> dispatcher.clear(id);
                case "pause" -> dispatcher.pause(id, Optional.of(because));
                case "resume" -> dispatcher.pause(id, Optional.empty());
                case "pause-print" -> dispatcher.control(id, MachineCommand.PAUSE);
                case "resume-print" -> dispatcher.control(id, MachineCommand.RESUME);
                case "stop-print" -> dispatcher.control(id, MachineCommand.STOP);
                default ->
                    throw new DispatchException("machines are cleared, paused or resumed, and so are their prints");
            }
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
            switch (action) {
                case "send" -> dispatcher.send(id, Optional.of(machine).filter(name -> !name.isEmpty()));
                case "hold" -> dispatcher.hold(id);
                case "release" -> dispatcher.release(id);
                case "retry" -> dispatcher.retry(id);
                case "cancel" -> dispatcher.cancel(id);
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
        List<Finding> own = DoctorDocuments.own(board, dispatched(dispatcher::machines));
        if (address.isEmpty()) {
            return new DoctorView(
                    own,
                    timelines.peers().stream()
                            .map(this::client)
                            .filter(client -> !client.findings().isEmpty())
                            .toList());
        }
        return new DoctorView(
                own,
                List.of(client(Ipv4.parse(address)
                        .orElseThrow(() -> new FarmException(
                                FarmException.BAD_REQUEST, "ADDRESS: expected an IPv4 address as 192.168.1.20", "")))));
    }

    @Override
    public List<Client> slicers(String printer) {
        List<Client> found = timelines.at(printer).stream()
                .map(peer -> client(
                        peer,
                        timelines.of(peer).stream()
                                .filter(moment -> moment.printer().equals(printer))
                                .toList()))
                .toList();
        return found.subList(Math.max(0, found.size() - MAX_SLICERS), found.size());
    }

    private Client client(InetAddress peer) {
        return client(peer, timelines.of(peer));
    }

    private Client client(InetAddress peer, List<Moment> timeline) {
        return DoctorDocuments.client(setup.config(), peer, timeline);
    }

    /** Nothing: it goes on. */
    @Override
    public void close() {}
}
