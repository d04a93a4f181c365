package org.printfarm.ftp.data;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.mina.core.session.IoSession;
import org.printfarm.ftp.net.TcpAcceptor;
import org.printfarm.ftp.net.WatchedAcceptor;

/** The passive ports of all printers, which come and go, and their connections. Any thread. */
public final class DataAcceptor implements AutoCloseable {

    /** What is read at a time, bytes. Beyond it nothing is gained; with half of it an upload loses a twentieth of its rate. */
    private static final int READ_BUFFER_BYTES = 256 * 1024;

    /** Connections that may wait to be accepted: the client's, and some strangers'. */
    private static final int BACKLOG = 8;

    /**
     * What of an upload may wait in the socket, bytes; the system takes twice of it for its own. Left to itself it lets megabytes
     * wait: a client that has sent its last byte then waits for their decryption and hashing as well, and what is read has left
     * the processor's caches. 50 MB/s over a network with 10 ms there and back.
     */
    private static final int RECEIVE_BUFFER_BYTES = 512 * 1024;

    private final Runnable onRestart;
    private final Map<InetSocketAddress, DataLink> links = new ConcurrentHashMap<>();
    private final TcpAcceptor ports;

    /**
     * Binds nothing yet.
     *
     * @param cores threads that read and decrypt, 1 or more
     * @param onRestart told when a loop of MINA's ended that should not have, and was taken up again; on that loop's thread
     */
    public DataAcceptor(int cores, Runnable onRestart) {
        this.onRestart = onRestart;
        this.ports = new TcpAcceptor("ftp-data", cores, new Owner());
    }

    /** How data connections are served. */
    private final class Owner implements TcpAcceptor.Owner {
        @Override
        public void setUp(WatchedAcceptor made) {
            made.setBacklog(BACKLOG);
            made.setReceiveBuffer(RECEIVE_BUFFER_BYTES);
            made.getSessionConfig().setMaxReadBufferSize(READ_BUFFER_BYTES);
            made.getSessionConfig().setReadBufferSize(READ_BUFFER_BYTES);
            made.getSessionConfig().setMinReadBufferSize(READ_BUFFER_BYTES);
            made.setHandler(new DataHandler(DataAcceptor.this::connection));
        }

        @Override
        public void onNoDescriptors(InetSocketAddress local) {
            onLost(local);
        }

        @Override
        public void onLost(InetSocketAddress local) {
            linkAt(local).ifPresent(link -> ports.execute(() -> link.end(TransferFault.NO_CONNECTION)));
        }

        @Override
        public void onRestart() {
            onRestart.run();
        }
    }

    private Optional<DataLink> linkAt(InetSocketAddress local) {
        return Optional.ofNullable(links.get(local));
    }

    /** What becomes of a connection that was accepted; empty when it is wanted by nobody. */
    private Optional<DataConnection> connection(IoSession session) {
        return linkAt((InetSocketAddress) session.getLocalAddress()).flatMap(link -> link.accepted(session));
    }

    /**
     * Opens a port, and begins to wait for the connection to it.
     *
     * @param address where
     * @param rules who may connect, and how
     * @return empty when the port is taken
     */
    Optional<DataLink> open(InetSocketAddress address, DataRules rules) {
        DataLink link = new DataLink(this, address, rules);
        if (links.putIfAbsent(address, link) != null) {
            return Optional.empty();
        }
        try {
            ports.bind(address);
            return Optional.of(link);
        } catch (IOException | RuntimeException e) {
            links.remove(address, link);
            return Optional.empty();
        }
    }

    /** Frees a port. May be called twice. */
    void close(InetSocketAddress address, DataLink link) {
        if (linkAt(address).filter(link::equals).isPresent()) {
            ports.unbind(address);
            links.remove(address, link);
        }
    }

    /** Runs something soon on another thread. */
    void execute(Runnable task) {
        ports.execute(task);
    }

    /**
     * Looks at the time-outs of all ports and connections.
     *
     * @param now {@link System#nanoTime()}
     */
    public void tick(long now) {
        links.values().forEach(link -> link.tick(now));
        ports.sessions().forEach(session -> DataHandler.connection(session).ifPresent(open -> open.tick(now)));
    }

    /** What accepts, for a test that breaks it. */
    TcpAcceptor ports() {
        return ports;
    }

    /** Ends everything, within 1 s. May be called twice. */
    @Override
    public void close() {
        ports.close();
    }
}
