package org.printfarm.ftp.data;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.printfarm.api.settings.PortRange;

/**
 * One printer's passive ports. A port is opened when a client asks for one and closed when the client has connected, so a
 * printer at rest holds none. Any thread.
 */
public final class PassivePorts {

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
     * @param acceptor where the ports are opened
     * @param address the local address, that of the control connection
     * @param rules who may connect, and how
     * @return empty when every port of the range is taken
     */
    public Optional<DataLink> open(DataAcceptor acceptor, InetAddress address, DataRules rules) {
        for (int tried = 0; tried < range.size(); tried++) {
            int port = range.first() + Math.floorMod(next.getAndIncrement(), range.size());
            Optional<DataLink> link = acceptor.open(new InetSocketAddress(address, port), rules);
            if (link.isPresent()) {
                return link;
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
            server.bind(new InetSocketAddress(address, port));
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
