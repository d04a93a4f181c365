package org.printfarm.ssdp.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.ssdp.message.Announced;
import org.printfarm.ssdp.message.DatagramWriter;
import org.printfarm.ssdp.message.NoticeReader.Notice;
import org.printfarm.ssdp.settings.SsdpSettings;
import org.printfarm.ssdp.settings.Target;

/** One printer on the air: what it says, where, and how that goes. After it is made, owned by the discovery thread. */
public final class AnnouncedPrinter {

    private static final InetSocketAddress NOBODY = InetSocketAddress.createUnresolved("-", 0);
    private static final Fault RESTARTED =
            new Fault(FaultCode.INTERNAL, "the thread that serves all printers failed inside the plugin and goes on");

    private final PrinterContext context;
    private final SsdpSettings settings;
    private final List<PortClaim> claims;
    private final byte[] alive;
    private final byte[] byebye;
    private final byte[] answer;
    private final String location;
    private final Rivals rivals = new Rivals();
    private @Nullable PrinterSockets sockets;
    private @Nullable NetworkInterfaceAddress place;
    private Optional<Fault> sendFault = Optional.empty();

    /**
     * A printer that is not on the air yet.
     *
     * @param context what the host gives its service
     * @param settings the operator's
     * @param claims the ports that its status tells of
     */
    public AnnouncedPrinter(PrinterContext context, SsdpSettings settings, List<PortClaim> claims) {
        this.context = context;
        this.settings = settings;
        this.claims = List.copyOf(claims);
        Announced announced = Announced.of(context.printer());
        alive = DatagramWriter.alive(announced);
        byebye = DatagramWriter.byebye(announced);
        answer = DatagramWriter.answer(announced);
        location = announced.location();
    }

    PrinterContext context() {
        return context;
    }

    SsdpSettings settings() {
        return settings;
    }

    /** Opens what is not open yet. */
    void open(SharedSockets shared, NetworkInterfaceAddress at) {
        // While the address is away nothing is known of its network: the old place is what it will come back to.
        NetworkInterfaceAddress current = place == null || SharedSocket.isLocal(at.source()) ? at : place;
        place = current;
        if (sockets == null) {
            sockets = new PrinterSockets(shared, settings.port());
        }
        sockets.open(current);
    }

    Optional<SharedSocket> outlet() {
        return sockets == null ? Optional.empty() : sockets.outlet();
    }

    boolean isFaulty() {
        return sendFault.isPresent();
    }

    /**
     * Says that the printer is there.
     *
     * @return true when that goes otherwise than the last time
     */
    boolean announce(TargetResolver targets) {
        Optional<Fault> before = sendFault;
        sendFault = sendEverywhere(alive, targets);
        return !before.equals(sendFault);
    }

    /** Somebody announces this printer's serial: the printer itself, one that relays it, or another one. */
    void heard(Notice notice, InetSocketAddress peer, long now) {
        if (notice.leaving()) {
            rivals.leave(peer).ifPresent(this::alone);
        } else if (!notice.location().equals(location) && rivals.hear(peer, now)) {
            publish(PrinterEvent.Kind.FAULT, peer, "SERIAL_ELSEWHERE");
        }
    }

    /** Looks who has not announced it for a while. */
    void forgetSilentRivals(long now) {
        rivals.forgetSilent(now).forEach(this::alone);
    }

    private void alone(InetSocketAddress rival) {
        publish(PrinterEvent.Kind.LOST, rival, "SERIAL_ALONE");
    }

    private void publish(PrinterEvent.Kind kind, InetSocketAddress peer, String code) {
        context.publish(new PrinterEvent(kind, "ssdp", settings.port(), peer, code, 0));
    }

    /** Says good-bye, frees the sockets and forgets the trouble there was. */
    void close(TargetResolver targets) {
        sendEverywhere(byebye, targets);
        if (sockets != null) {
            sockets.close();
            sockets = null;
        }
        sendFault = Optional.empty();
        rivals.forgetAll().forEach(this::alone);
    }

    /**
     * Answers one search.
     *
     * @return true when the answer left
     */
    boolean answer(InetSocketAddress peer) {
        Optional<SharedSocket> from = outlet();
        if (from.isEmpty() || !context.mayAnswer()) {
            return false;
        }
        try {
            from.get().send(answer, peer, Optional.empty());
        } catch (IOException e) {
            // This peer cannot be reached from this printer's address; that is no trouble of the service.
            return false;
        }
        context.publish(new PrinterEvent(
                PrinterEvent.Kind.DISCOVERED, "ssdp", settings.port(), peer, "SEARCH_ANSWERED", answer.length));
        return true;
    }

    ServiceStatus status() {
        if (sockets == null) {
            return new ServiceStatus.Stopped();
        }
        List<PortStatus> ports = sockets.ports(claims);
        Optional<Fault> fault = sockets.fault()
                .or(() -> Optional.ofNullable(place).flatMap(NetworkInterfaceAddress::fault))
                .or(() -> sendFault);
        if (fault.isEmpty()) {
            return new ServiceStatus.Running(ports);
        }
        boolean usable = outlet().isPresent() || ports.stream().anyMatch(PortStatus::isListening);
        return usable ? new ServiceStatus.Degraded(ports, fault.get()) : new ServiceStatus.Failed(ports, fault.get());
    }

    /** Tells the host, which then starts the service again and so finds out how it is now. */
    void reportRestart() {
        publish(PrinterEvent.Kind.FAULT, NOBODY, "RESTARTED");
        List<PortStatus> ports = sockets == null ? List.of() : sockets.ports(claims);
        context.report(new ServiceStatus.Degraded(ports, RESTARTED));
    }

    private Optional<Fault> sendEverywhere(byte[] datagram, TargetResolver targets) {
        Optional<SharedSocket> from = outlet();
        Optional<Fault> fault = Optional.empty();
        if (from.isEmpty() || place == null || !context.mayAnswer()) {
            return fault;
        }
        for (Route way : place.ways()) {
            fault = first(fault, send(from.get(), datagram, way));
        }
        for (Target target : settings.targets()) {
            fault = first(fault, send(from.get(), datagram, target, targets));
        }
        return fault;
    }

    private Optional<Fault> send(SharedSocket from, byte[] datagram, Route way) {
        InetSocketAddress to = new InetSocketAddress(way.address(), settings.port());
        try {
            from.send(datagram, to, way.multicastOn());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(goneOr(from, source -> AirFaults.cannotBroadcast(e, source, to, way.multicastOn())));
        }
    }

    private Optional<Fault> send(SharedSocket from, byte[] datagram, Target target, TargetResolver targets) {
        Optional<InetSocketAddress> to = targets.find(target);
        if (to.isEmpty()) {
            return targets.fault(target);
        }
        try {
            from.send(datagram, to.get(), Optional.empty());
            return targets.fault(target);
        } catch (IOException e) {
            return Optional.of(goneOr(from, source -> AirFaults.cannotSend(e, source, "target " + target)));
        }
    }

    private static Fault goneOr(SharedSocket from, Function<Inet4Address, Fault> other) {
        Inet4Address source = from.key().local();
        return SharedSocket.isLocal(source) ? other.apply(source) : AirFaults.addressGone(source);
    }

    private static Optional<Fault> first(Optional<Fault> one, Optional<Fault> other) {
        return one.isPresent() ? one : other;
    }
}
