package org.printfarm.host.app;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.printfarm.api.Printer;
import org.printfarm.api.Registration;
import org.printfarm.host.access.Caller;
import org.printfarm.host.access.SignIn;
import org.printfarm.host.access.StoredTrail;
import org.printfarm.host.access.Trail;
import org.printfarm.host.address.AddressClient;
import org.printfarm.host.address.AddressKeeper;
import org.printfarm.host.app.FarmStarter.RunningFarm;
import org.printfarm.host.app.FarmStarter.Tally;
import org.printfarm.host.auth.Authenticators;
import org.printfarm.host.cluster.FilesMark;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.ReloadMode;
import org.printfarm.host.dispatch.Dispatcher;
import org.printfarm.host.event.ChangeFeed;
import org.printfarm.host.event.EventBus;
import org.printfarm.host.event.EventCounters;
import org.printfarm.host.event.EventLog;
import org.printfarm.host.event.PeerTimelines;
import org.printfarm.host.event.StatusBoard;
import org.printfarm.host.files.FileStamp;
import org.printfarm.host.files.HeldFile;
import org.printfarm.host.job.FarmInbox;
import org.printfarm.host.job.InboxSettings;
import org.printfarm.host.job.JobRouting;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.memory.PrinterMemories;
import org.printfarm.host.notify.NotificationTargets;
import org.printfarm.host.notify.Notifier;
import org.printfarm.host.scheduler.SharedScheduler;
import org.printfarm.host.service.Readiness;
import org.printfarm.host.service.ServiceRegistry;
import org.printfarm.host.tls.FarmTls;
import org.printfarm.host.tls.LeafDates;
import org.printfarm.host.tls.TlsEngineException;
import org.printfarm.host.tls.TlsStoreException;
import org.printfarm.host.view.LinkView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running farm: the one class that knows every room of the host and puts them together. */
final class FarmApplication implements RunningFarm {

    /** What is left of the 5 s of a clean stop when the registry has taken its own. */
    private static final Duration PLUGIN_STOP = Duration.ofMillis(400);

    private static final Logger LOG = LoggerFactory.getLogger(FarmApplication.class);

    /** What to close, newest first. */
    private final Deque<Part> parts = new ArrayDeque<>();

    private CompletableFuture<Tally> ready = new CompletableFuture<>();

    private CompletableFuture<Optional<URI>> page = new CompletableFuture<>();

    private final SignInLinks links = new SignInLinks(Clock.systemUTC());

    private final Reloader reloader;

    private FarmApplication(Reloader reloader) {
        this.reloader = reloader;
    }

    /**
     * Starts a farm.
     *
     * @param setup without a mistake; closed with the farm, also when this throws
     * @param file what the setup was read from
     * @param certificates opens them, or waits until they are
     * @return as soon as every service is on its way up
     * @throws FarmException when the farm cannot run at all
     */
    static RunningFarm start(FarmSetup setup, ReadFile file, TlsSource certificates) throws FarmException {
        FarmApplication farm = new FarmApplication(new Reloader(file.source(), setup));
        farm.parts.push(new Part("plugins", () -> setup.close(PLUGIN_STOP)));
        try {
            farm.assemble(setup, file, certificates);
            return farm;
        } catch (RecordOwner.TakenException e) {
            farm.close();
            throw new FarmException(FarmException.BUSY, e);
        } catch (IOException | TlsStoreException | TlsEngineException e) {
            farm.close();
            throw new FarmException(FarmException.UNUSABLE, e);
        } catch (RuntimeException | Error e) {
            farm.close();
            throw e;
        }
    }

    private void assemble(FarmSetup setup, ReadFile file, TlsSource certificates)
            throws IOException, TlsStoreException, TlsEngineException {
        FarmConfig config = setup.config();
        LOG.info("farm={} printers={} data={}", config.name(), config.printers().size(), config.data());
        HeldFile lock = DataFolderLock.take(config.data());
        parts.push(new Part("data folder", lock));
        Ownership ownership = Ownership.enter(setup);
        parts.push(new Part("ownership", ownership));
        InboxFolder folder = InboxFolder.of(config);
        folder.create();
        if (config.store().isPresent() && !folder.isReplica()) {
            FilesMark.check(config.store().get(), folder.files());
        }
        AddressKeeper addresses = new AddressKeeper(
                AddressClient.socketIn(config.data()),
                () -> setup.current().ownAddresses(),
                NetProcess.command(config));
        ownership.guard(addresses);
        parts.push(new Part("addresses", addresses.start()));
        SharedScheduler scheduler = new SharedScheduler();
        parts.push(new Part("timer", scheduler));
        StatusBoard board = new StatusBoard();
        EventBus events = new EventBus();
        ownership.tell(events);
        EventLog log = new EventLog(scheduler);
        parts.push(new Part("event log", log));
        PeerTimelines timelines = new PeerTimelines();
        EventCounters counters = new EventCounters();
        List.of(log, counters, timelines).forEach(events::subscribe);
        Authenticators logins = new Authenticators();
        List<Dispatcher> dispatchers = new CopyOnWriteArrayList<>();
        Routes routes = new Routes(config, (pool, printer) -> dispatchers.get(0).front(pool, printer));
        FarmInbox inbox = FarmInbox.open(
                folder,
                new InboxSettings(config.keepJobs().age(), config.keepJobs().bytes()),
                new JobRouting(
                        routes::of,
                        job -> dispatchers.forEach(one -> one.queued(job)),
                        (id, control) -> dispatchers.forEach(one -> one.jobs().steer(id, control)),
                        (machine, control) -> dispatchers.forEach(one -> Routes.pass(one, machine, control)),
                        (machine, settings, answer) -> Routes.set(dispatchers, machine, settings, answer)),
                Clock.systemUTC(),
                scheduler,
                printer -> setup.current().share().hasPrinter(printer));
        parts.push(new Part("inbox", inbox));
        ownership.guard(inbox.repository());
        parts.push(new Part("replicas", HostFiles.open(config, inbox.repository(), scheduler)));
        inbox.onEvent((printer, event) -> events.sink(printer, event.service()).accept(event));
        ChangeFeed changes = new ChangeFeed(events);
        inbox.onShown(changes::printer);
        inbox.repository().onChange(changes::job);
        board.onChange((printer, service, status) -> changes.service(printer, status));
        Dispatcher dispatcher = Dispatcher.open(
                setup.current().ownMachines(),
                setup.current().ownPools(),
                inbox.repository(),
                JobDocuments::json,
                new InboxObserver(inbox, changes),
                scheduler,
                Clock.systemUTC(),
                config.deliveries(),
                ownership);
        parts.push(new Part("machines", dispatcher));
        dispatchers.add(dispatcher);
        notifications(setup, inbox);
        PrinterMemories memories = new PrinterMemories(config.data());
        parts.push(new Part("memories", memories));
        Farm live = new LiveFarm(setup, inbox, dispatcher, ownership, board, timelines, counters, reloader, links);
        Trail stored = new StoredTrail(inbox.repository().audit(), Clock.systemUTC());
        Trail trail = (caller, verb, target, outcome) -> {
            stored.note(caller, verb, target, outcome);
            if (outcome.equals(Trail.DONE)) {
                changes.changed();
            }
        };
        Farm owners = CallerFarm.of(live, Caller.OWNER, scope -> Reach.of(scope, setup.config()), trail);
        parts.push(new Part("commands", ControlServer.open(config.data(), owners)));
        FarmTls tls = certificates.open();
        setup.certified(tls);
        CertificateNotice notice = new CertificateNotice(
                printer -> LeafDates.renewal(tls, printer),
                () -> setup.current().ownDialled(),
                events,
                Clock.systemUTC());
        Registration notices = scheduler.every(Duration.ZERO, CertificateNotice.PERIOD, notice::tell);
        parts.push(new Part("certificate notice", notices));
        ServiceRegistry registry = new ServiceRegistry(board, events, scheduler, ownership::allow);
        parts.push(new Part("services", registry));
        LiveRooms rooms = new LiveRooms(tls, logins, inbox, routes, dispatcher, memories, events, addresses, registry);
        config.printers().stream()
                .filter(entry -> entry.formerCode().isPresent())
                .forEach(rooms::admit);
        List<Printer> waiting = tls.waiting();
        if (!waiting.isEmpty()) {
            parts.push(new Part("printers that wait", new ClockWait(tls, setup::config, () -> {
                CompletableFuture<Readiness> unused =
                        registry.start(setup.current().ownServices().of(waiting::contains), rooms::equipment);
            })));
        }
        ready = registry.start(
                        setup.current().ownServices().of(printer -> !waiting.contains(printer)), rooms::equipment)
                .thenApply(up -> new Tally(up.printers(), up.running(), up.degraded(), up.failed()))
                .whenComplete((tally, failure) -> settle(tls, setup));
        AddressWatch watch =
                new AddressWatch(() -> setup.current().ownDialled(), events, AddressWatch.Machine.of(registry));
        parts.push(new Part("address watch", watch.start()));
        FarmDesk desk = new FarmDesk(
                setup,
                live,
                inbox::intakeOf,
                ownership::havePrinter,
                inbox.repository().store()::sentBy,
                board,
                events,
                scheduler,
                tls,
                trail,
                links,
                new SignIn(inbox.repository().accounts(), Clock.systemUTC()));
        page = ready.thenCompose(tally -> registry.startFarm(setup.farmServices(), desk::context))
                .thenApply(up -> links.page());
        reloader.begin(rooms);
        parts.push(new Part("ownership's changes", ownership.serve(reloader, rooms::areIdle)));
        parts.push(new Part("reload", reloader));
        file.source()
                .used()
                .ifPresent(path -> parts.push(new Part(
                        "file watch",
                        new FileWatch(
                                path,
                                file.stamp(),
                                () -> setup.config().references(),
                                scheduler,
                                () -> setup.config().reload() == ReloadMode.ON_CHANGE,
                                () -> reloader.soon("change of the file")))));
    }

    /** Nobody looks where nobody is to be told. */
    private void notifications(FarmSetup setup, FarmInbox inbox) throws IOException {
        FarmConfig config = setup.config();
        if (config.notifications().isEmpty()) {
            return;
        }
        NotificationTargets targets = NotificationTargets.of(config.notifications());
        parts.push(new Part("notifications", targets));
        parts.push(new Part(
                "notifier",
                Notifier.start(
                        inbox.repository().steps(),
                        targets,
                        goal -> setup.current().share().hasMachine(goal)
                                || setup.current().share().hasPool(goal))));
    }

    /** What a slicer need not wait for, on a thread of its own, for nobody else waits for it either. */
    private static void settle(FarmTls tls, FarmSetup setup) {
        Thread thread = new Thread(
                () -> {
                    try {
                        tls.proveSuites();
                    } catch (RuntimeException | LinkageError e) {
                        LOG.error("the cipher suites cannot be proved", e);
                    }
                    setup.catalog().preload();
                    ControlProtocol.prepare();
                },
                "settling");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public CompletableFuture<Tally> ready() {
        return ready;
    }

    @Override
    public CompletableFuture<Optional<URI>> page() {
        return page;
    }

    @Override
    public LinkView signInLink() throws FarmException {
        return links.make();
    }

    @Override
    public void reload() {
        reloader.soon("SIGHUP");
    }

    /** Closes every part, newest first, whatever some of them throw. */
    @Override
    public synchronized void close() {
        if (parts.isEmpty()) {
            return;
        }
        LOG.info("stopping");
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                part.closing().close();
            } catch (Exception e) {
                LOG.error("{} did not close cleanly", part.name(), e);
            }
        }
        LOG.info("stopped");
    }

    /**
     * What a setup was read from.
     *
     * @param stamp of the file before it was read; empty for the demo farm
     */
    record ReadFile(FarmSource source, Optional<FileStamp> stamp) {

        /** To be made before the file is read. */
        static ReadFile of(FarmSource source) {
            return new ReadFile(source, source.used().flatMap(FileStamp::of));
        }
    }

    /** Where the farm's TLS comes from. */
    @FunctionalInterface
    interface TlsSource {
        FarmTls open() throws IOException, TlsStoreException, TlsEngineException;
    }

    private record Part(String name, AutoCloseable closing) {}
}
