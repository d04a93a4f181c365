package org.printfarm.bind.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.printfarm.api.Scheduler;
import org.printfarm.api.net.OpenFiles;
import org.printfarm.bind.exchange.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the system lets nobody in, as a rule because the process has no file descriptors left: the listening
 * socket is left alone for a moment. Its clients wait in the kernel's queue meanwhile, and the connections that are in go on.
 * Without the rest the selector would report the socket again at once, for ever.
 */
final class AcceptBackoff {

    /** How long a listening socket is left alone. A client notices less than this; it costs four tries a second. */
    static final Duration REST = Duration.ofMillis(250);

    /**
     * Descriptors that are held in reserve and given back while a listening socket rests: for whoever needs some to serve those
     * that are in, such as a TLS engine (Conscrypt opens a pipe for each) or an upload. Nobody is let in before they are back.
     */
    static final int RESERVE = 16;

    private static final Logger LOG = LoggerFactory.getLogger(AcceptBackoff.class);

    private final Scheduler scheduler;
    private final Endpoints endpoints;
    private final List<SocketChannel> reserve = new ArrayList<>();
    private boolean closed;

    AcceptBackoff(Scheduler scheduler, Endpoints endpoints) {
        this.scheduler = scheduler;
        this.endpoints = endpoints;
        fillReserve();
    }

    private synchronized boolean fillReserve() {
        try {
            while (!closed && reserve.size() < RESERVE) {
                reserve.add(SocketChannel.open());
            }
            return true;
        } catch (IOException none) {
            freeReserve();
            return false;
        }
    }

    /** Gives the reserve back for good, also when a listening socket rests at this moment. May be called twice. */
    synchronized void close() {
        closed = true;
        freeReserve();
    }

    /** Descriptors that are in reserve at this moment. */
    synchronized int held() {
        return reserve.size();
    }

    private synchronized void freeReserve() {
        try {
            for (SocketChannel held : reserve) {
                held.close();
            }
        } catch (IOException e) {
            LOG.debug("a descriptor could not be closed: {}", e.getClass().getName());
        }
        reserve.clear();
    }

    /** Lets a listening socket rest, and tells why. On the thread that tried to accept. */
    void rest(SelectionKey listening, IOException why) {
        boolean starved = OpenFiles.areUsedUp();
        freeReserve();
        try {
            listening.interestOps(0);
            scheduler.after(REST, () -> resume(listening));
        } catch (CancelledKeyException closed) {
            return;
        }
        if (starved) {
            tell((ServerSocketChannel) listening.channel());
        } else {
            LOG.debug("nobody can be let in: {}", why.getClass().getName());
        }
    }

    private void resume(SelectionKey listening) {
        if (!fillReserve()) {
            tell((ServerSocketChannel) listening.channel());
            scheduler.after(REST, () -> resume(listening));
            return;
        }
        try {
            listening.interestOps(SelectionKey.OP_ACCEPT);
            listening.selector().wakeup();
        } catch (CancelledKeyException closed) {
            LOG.trace("closed meanwhile");
        }
    }

    private void tell(ServerSocketChannel listener) {
        Endpoint endpoint = endpoints.find((InetSocketAddress) listener.socket().getLocalSocketAddress());
        if (endpoint != null) {
            endpoint.publishNoDescriptors();
        }
    }
}
