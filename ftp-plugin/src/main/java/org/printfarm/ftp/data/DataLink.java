package org.printfarm.ftp.data;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.PrinterEvent;

/**
 * One passive port of one control session, and the one connection that may come to it. Command and connection may come in
 * either order. The port is free again as soon as the connection is there. Any thread.
 */
public final class DataLink {

    /** Connections from strangers that are turned away before the port is given up. */
    private static final int MAX_STRANGERS = 1_000;

    private final DataAcceptor acceptor;
    private final InetSocketAddress local;
    private final DataRules rules;
    private final Countdown patience;
    private @Nullable DataConnection connection;
    private @Nullable DataTask task;
    private boolean waiting = true;
    private int strangers;

    DataLink(DataAcceptor acceptor, InetSocketAddress local, DataRules rules) {
        this.acceptor = acceptor;
        this.local = local;
        this.rules = rules;
        this.patience = new Countdown(rules.readTimeout());
    }

    /**
     * The port the client must dial.
     *
     * @return 1 to 65535
     */
    public int port() {
        return local.getPort();
    }

    /**
     * Gives the connection, when it is there, its purpose. The task is told when none comes.
     *
     * @param purpose an upload or a listing
     */
    void attach(DataTask purpose) {
        Optional<DataConnection> there;
        boolean givenUp;
        synchronized (this) {
            task = purpose;
            patience.restart();
            there = Optional.ofNullable(connection);
            givenUp = !waiting && there.isEmpty();
        }
        there.ifPresent(open -> open.attach(purpose));
        if (givenUp) {
            acceptor.execute(() -> purpose.onFailure(TransferFault.NO_CONNECTION));
        }
    }

    /**
     * Whether it still waits for its connection, so that it can serve another PASV or EPSV as well.
     *
     * @return false when the client has connected or the port was given up
     */
    public synchronized boolean isWaiting() {
        return waiting;
    }

    /** Frees the port and ends the connection, unless its task has ended already. May be called twice. */
    public void close() {
        end(TransferFault.ABORTED);
        connection().ifPresent(open -> open.fail(TransferFault.ABORTED));
    }

    private synchronized Optional<DataConnection> connection() {
        return Optional.ofNullable(connection);
    }

    /** Waits no longer. */
    void end(TransferFault reason) {
        DataTask told;
        synchronized (this) {
            told = waiting ? task : null;
            waiting = false;
        }
        acceptor.close(local, this);
        if (told != null) {
            acceptor.execute(() -> told.onFailure(reason));
        }
    }

    /** A connection has come. On its processor's thread. */
    Optional<DataConnection> accepted(IoSession session) {
        InetSocketAddress from = (InetSocketAddress) session.getRemoteAddress();
        if (!from.getAddress().equals(rules.peer())) {
            rules.events().publish(PrinterEvent.Kind.REFUSED, port(), from, "FOREIGN_DATA_PEER");
            if (++strangers >= MAX_STRANGERS) {
                end(TransferFault.NO_CONNECTION);
            }
            return Optional.empty();
        }
        DataConnection made;
        DataTask purpose;
        synchronized (this) {
            if (!waiting) {
                return Optional.empty();
            }
            made = connect(session);
            connection = made;
            waiting = false;
            purpose = task;
        }
        acceptor.close(local, this);
        if (purpose != null) {
            made.attach(purpose);
        }
        return Optional.of(made);
    }

    private DataConnection connect(IoSession session) {
        try {
            return new DataConnection(new DataSocket(session, port(), rules));
        } catch (RuntimeException | Error e) {
            acceptor.execute(() -> end(TransferFault.INTERNAL));
            throw e;
        }
    }

    void tick(long now) {
        if (patience.isOver(now)) {
            end(TransferFault.NO_CONNECTION);
        }
    }
}
