package org.printfarm.api.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.stream.IntStream;
import org.printfarm.api.service.PortClaim.Transport;

/**
 * Binds for a moment, to find out whether it goes.
 *
 * @param transport TCP or UDP
 * @param address the address in question
 */
record BindTrial(Transport transport, InetAddress address) {

    /** Below this port most systems ask for a privilege. */
    static final int FIRST_FREE_PORT = 1024;

    /** How many neighbours of a port are tried on either side; one that is free is enough. */
    private static final int NEIGHBOURS = 4;

    /** Whether the address is there: then some port of it can be had. */
    boolean bindsAnyPort() {
        return canBind(address, 0);
    }

    /** Whether anything can be bound at all. */
    boolean bindsLoopback() {
        return canBind(InetAddress.getLoopbackAddress(), 0);
    }

    /** Whether the port can be had by now, in the way in which a service opens it. */
    boolean binds(int port) {
        try (NetworkChannel channel = openService()) {
            channel.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /**
     * Whether this user may bind such a port, whoever holds it now. The privilege belongs to the number and not to the
     * address, so the same port of another address tells; where the holder has it on all of them, a neighbour does.
     */
    boolean mayBind(int port) {
        return port >= FIRST_FREE_PORT
                || canBind(someLoopback(), port)
                || IntStream.rangeClosed(port - NEIGHBOURS, port + NEIGHBOURS)
                        .filter(near -> near > 0 && near < FIRST_FREE_PORT && near != port)
                        .anyMatch(near -> canBind(address, near));
    }

    /** An address that nobody uses, of the 16 million that every loopback interface of Linux has. */
    private static InetAddress someLoopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, (byte) 254, (byte) 253, (byte) 252});
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Does not listen: nobody can connect to what is bound here. */
    private boolean canBind(InetAddress at, int port) {
        try (NetworkChannel channel = transport == Transport.TCP
                ? SocketChannel.open(StandardProtocolFamily.INET)
                : DatagramChannel.open(StandardProtocolFamily.INET)) {
            channel.bind(new InetSocketAddress(at, port));
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private NetworkChannel openService() throws IOException {
        if (transport == Transport.TCP) {
            return ServerSocketChannel.open(StandardProtocolFamily.INET)
                    .setOption(StandardSocketOptions.SO_REUSEADDR, true);
        }
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        return channel;
    }
}
