package org.printfarm.ftp.data;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.printfarm.api.service.PrinterEvent;

/**
 * What a control session demands of its data connections.
 *
 * @param peer the only address that may connect: the control connection's
 * @param engines a new TLS engine for each connection
 * @param readTimeout how long the peer may be silent, and how long a port waits for it
 * @param events is told what strangers and broken handshakes did
 */
public record DataRules(InetAddress peer, Supplier<SSLEngine> engines, Duration readTimeout, Events events) {

    /** Where events go. */
    @FunctionalInterface
    public interface Events {
        /**
         * Something happened on a data port. Never blocks.
         *
         * @param kind what
         * @param port the local port
         * @param from who
         * @param code a word for it
         */
        void publish(PrinterEvent.Kind kind, int port, InetSocketAddress from, String code);
    }
}
