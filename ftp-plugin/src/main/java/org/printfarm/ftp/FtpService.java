package org.printfarm.ftp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Printer;
import org.printfarm.api.net.BindFaults;
import org.printfarm.api.net.OpenFiles;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.api.service.TlsVersions;
import org.printfarm.ftp.control.Endpoint;
import org.printfarm.ftp.data.PassivePorts;
import org.printfarm.ftp.data.TransferSlots;
import org.printfarm.ftp.data.WorkPool;
import org.printfarm.ftp.sdcard.SdCardView;
import org.printfarm.ftp.session.ControlWire;
import org.printfarm.ftp.session.FtpSession;
import org.printfarm.ftp.session.FtpSettings;
import org.printfarm.ftp.session.LoggedIn;
import org.printfarm.ftp.session.SessionContext;

/** FTPS for one printer: an address on the shared acceptor, a card, and a count of transfers. */
final class FtpService implements PrinterService {

    /** How long {@link #close} waits for transfers to be thrown away. */
    private static final long CLOSE_MILLIS = 2_000;

    private static final InetSocketAddress NOBODY = InetSocketAddress.createUnresolved("-", 0);
    private static final Fault RESTARTED =
            new Fault(FaultCode.INTERNAL, "a loop that serves all printers failed inside the plugin and was restarted");

    private final PrinterContext context;
    private final FtpSettings settings;
    private final FtpRuntime runtime;
    private final Inet4Address address;
    private final InetSocketAddress control;
    private final SdCardView card;
    private final PassivePorts ports;
    private final TransferSlots.PerPrinter slots;
    private final TransferSlots.PerPrinter readSlots;
    private final WorkPool.Lane lane;
    private final Set<FtpSession> sessions = ConcurrentHashMap.newKeySet(1);
    private final Runnable onRestart = this::onRestart;
    private @Nullable Door door;
    private boolean closed;

    FtpService(PrinterContext context, FtpSettings settings, FtpRuntime runtime) {
        this.context = context;
        this.settings = settings;
        this.runtime = runtime;
        this.address = context.printer().bindAddress();
        this.control = new InetSocketAddress(address, settings.port());
        this.card = new SdCardView(InstantSource.system(), context.intake().card());
        this.ports = new PassivePorts(settings.passivePorts());
        this.slots = runtime.slots().forPrinter(settings.maxTransfers());
        this.readSlots = runtime.readSlots().forPrinter(settings.maxTransfers());
        this.lane = runtime.pool().newLane();
    }

    static List<PortClaim> claims(Printer printer, FtpSettings settings) {
        Inet4Address address = printer.bindAddress();
        PortClaim passive = PortClaim.onDemandTcp(
                address,
                settings.passivePorts().first(),
                settings.passivePorts().last());
        return List.of(PortClaim.tcp(address, settings.port()), passive);
    }

    @Override
    public ServiceStatus start() {
        if (closed) {
            return new ServiceStatus.Stopped();
        }
        List<PortClaim> claims = claims(context.printer(), settings);
        PortStatus controlStatus = bindControl(claims.get(0));
        List<PortStatus> all = List.of(controlStatus, passive(claims.get(1), controlStatus));
        return controlStatus.fault().isEmpty()
                ? ServiceStatus.of(all)
                : new ServiceStatus.Failed(all, controlStatus.fault().get());
    }

    private PortStatus passive(PortClaim claim, PortStatus control) {
        return ports.anyFree(address) ? PortStatus.listening(claim) : PortStatus.down(claim, passiveFault(control));
    }

    /** Tells the host, which then starts the service again and so finds out how it is now. */
    private void onRestart() {
        List<PortClaim> claims = claims(context.printer(), settings);
        context.publish(new PrinterEvent(
                PrinterEvent.Kind.FAULT, SessionContext.SERVICE, settings.port(), NOBODY, "RESTARTED", 0));
        context.report(new ServiceStatus.Degraded(
                List.of(PortStatus.listening(claims.get(0)), PortStatus.down(claims.get(1), RESTARTED)), RESTARTED));
    }

    private static Fault passiveFault(PortStatus control) {
        return control.fault()
                .filter(fault -> fault.code() == FaultCode.ADDRESS_MISSING)
                .orElse(new Fault(FaultCode.PORT_IN_USE, "every passive port is in use: choose another passive-ports"));
    }

    private PortStatus bindControl(PortClaim claim) {
        if (door != null && door.open.acceptor().isBound(control, door)) {
            return PortStatus.listening(claim);
        }
        try {
            FtpRuntime.Open open = runtime.open();
            Door opened = new Door(open);
            open.acceptor().bind(control, opened);
            door = opened;
            runtime.watch(onRestart);
            return PortStatus.listening(claim);
        } catch (IOException | RuntimeException e) {
            return PortStatus.down(claim, BindFaults.of(claim.transport(), control, "port", e));
        }
    }

    @Override
    public void close() {
        closed = true;
        if (door == null) {
            return;
        }
        Door opened = door;
        door = null;
        runtime.unwatch(onRestart);
        sessions.forEach(FtpSession::shutDown);
        opened.open.acceptor().unbind(control, opened);
        awaitSessions();
    }

    private synchronized void awaitSessions() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        try {
            while (!sessions.isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void onOver(FtpSession session) {
        sessions.remove(session);
        notifyAll();
    }

    /** What the acceptor knows of this printer. */
    private final class Door implements Endpoint {
        private final FtpRuntime.Open open;
        private final SessionContext sessionContext;

        private Door(FtpRuntime.Open open) {
            this.open = open;
            this.sessionContext = new SessionContext(
                    context,
                    settings,
                    card,
                    ports,
                    slots,
                    readSlots,
                    new LoggedIn(settings.sessionsPerPeer()),
                    lane,
                    open.data(),
                    FtpService.this::onOver);
        }

        @Override
        public SSLEngine newEngine() {
            return context.tls().newServerEngine(TlsVersions.TLS_1_2);
        }

        @Override
        public boolean isOwnProbe(InetSocketAddress peer) {
            return context.isOwnProbe(peer);
        }

        @Override
        public boolean mayAnswer() {
            return context.mayAnswer();
        }

        @Override
        public FtpSession open(ControlWire wire, InetSocketAddress peer, InetSocketAddress local) {
            FtpSession session = new FtpSession(sessionContext, wire, peer, local);
            sessions.add(session);
            return session;
        }

        @Override
        public void publish(PrinterEvent.Kind kind, InetSocketAddress local, InetSocketAddress peer, String code) {
            sessionContext.publish(kind, local.getPort(), peer, code, 0);
        }

        @Override
        public void publishNoDescriptors(InetSocketAddress local) {
            context.publish(OpenFiles.event(SessionContext.SERVICE, local.getPort()));
        }
    }
}
