package org.printfarm.mqtt.transport;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.mqtt.session.PrinterBroker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection from being accepted to being logged in. Each leaves one event, whatever comes first: some clients that do not
 * accept the certificate send no alert and just go. Confined to the connection's loop.
 */
final class Arrival {

    private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);

    private final PrinterBroker broker;
    private final InetSocketAddress peer;
    private boolean secured;
    private boolean told;

    Arrival(PrinterBroker broker, InetSocketAddress peer) {
        this.broker = broker;
        this.peer = peer;
    }

    /** The handshake is through. */
    void secured() {
        secured = true;
    }

    /** The event was published by somebody else: it logged in, or was not let in. */
    void isTold() {
        told = true;
    }

    /** Publishes how it ended, unless that was told. */
    void tell(Kind kind, String code) {
        if (!told) {
            told = true;
            broker.events().publish(kind, peer, code, 0);
        }
    }

    /**
     * What TLS or the network threw.
     *
     * @param alert what the client said in the clear
     */
    void failed(Throwable cause, Optional<String> alert) {
        alert.or(() -> TlsTrouble.code(cause)).ifPresent(code -> tell(Kind.TLS_FAILED, code));
    }

    /**
     * Something failed inside the plugin, before or after login.
     *
     * @param cause what was thrown
     */
    void fault(Throwable cause) {
        isTold();
        broker.events().publish(Kind.FAULT, peer, "HANDLER", 0);
        // Only the kind of trouble: its text might hold what the peer sent.
        LOG.error(
                "service=mqtt port={} a handler failed with {} at {}",
                broker.rules().port(),
                cause.getClass().getName(),
                cause.getStackTrace().length == 0 ? "unknown" : cause.getStackTrace()[0]);
    }

    /**
     * The connection is closed, by whomever.
     *
     * @param alert what the client said in the clear
     * @param reset whether it broke instead of ending
     */
    void closed(Optional<String> alert, boolean reset) {
        alert.ifPresent(code -> tell(Kind.TLS_FAILED, code));
        if (broker.isClosed()) {
            tell(Kind.REFUSED, "SERVICE_CLOSED");
        }
        tell(Kind.LOST, (reset ? "RESET_" : "EOF_") + (secured ? "BEFORE_CONNECT" : "IN_HANDSHAKE"));
    }
}
