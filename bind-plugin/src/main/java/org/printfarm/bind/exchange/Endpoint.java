package org.printfarm.bind.exchange;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.printfarm.api.net.OpenFiles;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.bind.respond.Responder;

/**
 * One port of one printer.
 *
 * @param local address and port to listen on; the wildcard address stands for all that no other endpoint has
 * @param portSetting the key that chooses the port, for messages to the operator
 * @param tls the printer's TLS; empty for plain text
 * @param responder answers requests; called from many threads
 * @param readTimeout from accept to reply, TLS handshake included
 * @param ownProbe whether a peer is the host, which looks whether somebody is there: closed at once, and not counted
 * @param lease whether the host may answer at this instant; asked for each read
 * @param events takes one event for each finished exchange; from any thread, cheap, never blocks
 * @param onRestart told when a loop that serves the port failed and was taken up again; on any thread, never blocks
 */
public record Endpoint(
        InetSocketAddress local,
        String portSetting,
        Optional<PrinterTls> tls,
        Responder responder,
        Duration readTimeout,
        Predicate<SocketAddress> ownProbe,
        BooleanSupplier lease,
        Consumer<PrinterEvent> events,
        Runnable onRestart) {

    /** The service in events. */
    static final String SERVICE = "bind";

    boolean mayAnswer() {
        return lease.getAsBoolean();
    }

    /** Tells the host that the process has no file descriptors left. */
    public void publishNoDescriptors() {
        events.accept(OpenFiles.event(SERVICE, local.getPort()));
    }

    public void publish(PrinterEvent.Kind kind, InetSocketAddress peer, String code, long bytes) {
        events.accept(new PrinterEvent(kind, SERVICE, local.getPort(), peer, code, bytes));
    }
}
