package org.printfarm.ftp.data;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.printfarm.api.settings.PortRange;

/**
 * One printer's passive ports. A port is opened when a client asks for one and closed when the client has connected, so a
 * printer at rest holds none. Any thread.
 */
public final class PassivePorts {

    /** Connections that may wait to be accepted: the client's, and some strangers'. */
    private static final int BACKLOG = 8;

    /**
     * What of an upload may wait in the socket, bytes; the system takes twice of it for its own. Left to itself it lets megabytes
     * wait: a client that has sent its last byte then waits for their decryption and hashing as well, and what is read has left
     * the processor's caches. 50 MB/s over a network with 10 ms there and back.
     */
    private static final int RECEIVE_BUFFER_BYTES = 512 * 1024;

    private final PortRange range;
    private final AtomicInteger next = new AtomicInteger();

    /**
     * Opens nothing.
     *
     * @param range the ports to use
     */
    public PassivePorts(PortRange range) {
        this.range = range;
    }

    /**
     * Opens the next free port.
     *
     * @param loops one of them gets the port
     * @param address the local address, that of the control connection
     * @param rules who may connect, and how
     * @return empty when every port of the range is taken
     */
    public Optional<DataLink> open(List<DataLoop> loops, InetAddress address, DataRules rules) {
        for (int tried = 0; tried < range.size(); tried++) {
            int turn = Math.floorMod(next.getAndIncrement(), range.size() * loops.size());
            Optional<ServerSocketChannel> server = bind(address, range.first() + turn % range.size());
            if (server.isPresent()) {
                return Optional.of(new DataLink(loops.get(turn % loops.size()), server.get(), rules));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a port could be opened now.
     *
     * @param address the local address
     * @return true when one of the range is free
     */
    public boolean anyFree(InetAddress address) {
        for (int port = range.first(); port <= range.last(); port++) {
            Optional<ServerSocketChannel> server = bind(address, port);
            if (server.isPresent()) {
                close(server.get());
                return true;
            }
        }
        return false;
    }

    private static Optional<ServerSocketChannel> bind(InetAddress address, int port) {
        ServerSocketChannel server = null;
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.INET);
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            server.bind(new InetSocketAddress(address, port), BACKLOG);
            return Optional.of(server);
        } catch (IOException e) {
            if (server != null) {
                close(server);
            }
            return Optional.empty();
        }
    }

    private static void close(ServerSocketChannel server) {
        try {
            server.close();
        } catch (IOException e) {
            // It was never used; the port stays taken and another one is used.
            return;
        }
    }
}
