package org.printfarm.mqtt.session;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.printfarm.api.job.PrintFailure;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.net.OpenFiles;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterEvent.Kind;

/** What the host is told of one printer's clients. Any thread. */
public final class BrokerEvents {

    /** The service's name in events. */
    public static final String SERVICE = "mqtt";

    private static final InetSocketAddress NOBODY = InetSocketAddress.createUnresolved("-", 0);

    private final PrinterContext context;
    private final int port;

    BrokerEvents(PrinterContext context, int port) {
        this.context = context;
        this.port = port;
    }

    /**
     * Tells the host what happened.
     *
     * @param kind what
     * @param peer who
     * @param code a word of this plugin's own
     * @param bytes a size that belongs to it, or 0
     */
    public void publish(Kind kind, InetSocketAddress peer, String code, long bytes) {
        context.publish(new PrinterEvent(kind, SERVICE, port, peer, code, bytes));
    }

    /** Tells the host that the process has no file descriptors left. */
    public void publishNoDescriptors() {
        context.publish(OpenFiles.event(SERVICE, port));
    }

    /** A session is over. */
    void ended(Session session, EndReason reason) {
        publish(Kind.DISCONNECTED, session.client().peer(), reason.name(), 0);
    }

    /** A status could not be sent. */
    void statusFailed() {
        publish(Kind.FAULT, NOBODY, "STATUS", 0);
    }

    /** If this tells of a failed print: whose it was. The slicer may be gone by now: its address is in the request, its port is not. */
    void printFailed(PrintStatus status) {
        if (status.phase() == PrintPhase.FAILED && !status.failure().equals(Optional.of(PrintFailure.STOPPED))) {
            status.request()
                    .ifPresent(request -> publish(
                            Kind.REFUSED,
                            new InetSocketAddress(request.from(), 0),
                            status.failure().map(PrintFailure::name).orElse("PRINT_FAILED"),
                            0));
        }
    }
}
