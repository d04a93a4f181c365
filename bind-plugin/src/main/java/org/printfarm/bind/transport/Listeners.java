package org.printfarm.bind.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The listening sockets of both acceptors. IPv4 only, as printers are: with a dual-stack socket the wildcard address would
 * come back as another one.
 *
 * <p>It lets the printer of all addresses live beside those of single addresses. Linux takes 0.0.0.0 and another address
 * with one port for a clash, unless both sockets say {@code SO_REUSEPORT}; then a connection goes to the more special one.
 * So the option is set on the sockets that overlap, on nothing else and only while a socket is bound: otherwise a second
 * farm could be started on the same ports without anybody noticing.
 */
final class Listeners {

    private final Set<ServerSocketChannel> all = ConcurrentHashMap.newKeySet();

    /** A listening socket, not blocking. */
    synchronized ServerSocketChannel open(InetSocketAddress local, int backlog) throws IOException {
        all.removeIf(channel -> !channel.isOpen());
        ServerSocketChannel channel;
        try {
            channel = bind(local, backlog, false);
        } catch (BindException clash) {
            List<ServerSocketChannel> own = overlapping(local);
            if (own.isEmpty()) {
                throw clash;
            }
            channel = bindBeside(own, local, backlog);
        }
        all.add(channel);
        return channel;
    }

    private static ServerSocketChannel bindBeside(List<ServerSocketChannel> own, InetSocketAddress local, int backlog)
            throws IOException {
        try {
            share(own, true);
            ServerSocketChannel channel = bind(local, backlog, true);
            share(List.of(channel), false);
            return channel;
        } finally {
            share(own, false);
        }
    }

    private static void share(List<ServerSocketChannel> channels, boolean on) throws IOException {
        for (ServerSocketChannel channel : channels) {
            if (channel.isOpen() && channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, on);
            }
        }
    }

    /** Our sockets of the same port of which one, or the new one, is for all addresses. */
    private List<ServerSocketChannel> overlapping(InetSocketAddress local) {
        return all.stream().filter(channel -> overlaps(channel, local)).toList();
    }

    private static boolean overlaps(ServerSocketChannel channel, InetSocketAddress local) {
        InetSocketAddress held = (InetSocketAddress) channel.socket().getLocalSocketAddress();
        return held != null
                && held.getPort() == local.getPort()
                && held.getAddress().isAnyLocalAddress() != local.getAddress().isAnyLocalAddress();
    }

    private static ServerSocketChannel bind(InetSocketAddress local, int backlog, boolean shared) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (shared) {
                share(List.of(channel), true);
            }
            channel.bind(local, backlog);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
