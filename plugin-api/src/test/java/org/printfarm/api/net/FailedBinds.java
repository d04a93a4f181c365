package org.printfarm.api.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;
import org.printfarm.api.service.PortClaim.Transport;

/** A program of its own, for its language and its privileges: fails to bind in several ways and prints what is made of it. */
final class FailedBinds {

    /** A port that nobody uses, below those that any user may bind. */
    private static final int LOW_PORT = 37;

    private FailedBinds() {}

    /**
     * Prints a line {@code case CODE} for each case, and {@code words} with what the system says of a port in use.
     *
     * @param args none
     * @throws IOException when not even a free port can be bound
     */
    public static void main(String[] args) throws IOException {
        for (Transport transport : Transport.values()) {
            String name = transport.name().toLowerCase(Locale.ROOT);
            try (NetworkChannel holder = open(transport).bind(new InetSocketAddress("127.0.67.1", 0))) {
                InetSocketAddress held = (InetSocketAddress) holder.getLocalAddress();
                tell(name + "-held", transport, held);
                System.out.println("words " + failure(transport, held).getMessage());
            }
            try (NetworkChannel everywhere = open(transport).bind(new InetSocketAddress("0.0.0.0", 0))) {
                int port = ((InetSocketAddress) everywhere.getLocalAddress()).getPort();
                tell(name + "-held-everywhere", transport, new InetSocketAddress("127.0.67.1", port));
            }
            tell(name + "-elsewhere", transport, new InetSocketAddress("192.0.2.67", 3000));
            tell(name + "-low", transport, new InetSocketAddress("127.0.67.1", LOW_PORT));
            tellLowAndHeld(name, transport);
        }
    }

    /** Only who may bind low ports can hold one. */
    private static void tellLowAndHeld(String name, Transport transport) throws IOException {
        InetSocketAddress low = new InetSocketAddress("127.0.67.2", LOW_PORT);
        try (NetworkChannel holder = open(transport)) {
            try {
                holder.bind(low);
            } catch (IOException notPermitted) {
                return;
            }
            tell(name + "-low-held", transport, low);
        }
    }

    private static void tell(String name, Transport transport, InetSocketAddress local) {
        IOException failure = failure(transport, local);
        String code = failure instanceof Bound
                ? "none"
                : BindFaults.of(transport, local, "port", failure).code().name();
        System.out.println(name + " " + code);
    }

    private static IOException failure(Transport transport, InetSocketAddress local) {
        try (NetworkChannel channel = open(transport)) {
            channel.bind(local);
            return new Bound();
        } catch (IOException e) {
            return e;
        }
    }

    private static NetworkChannel open(Transport transport) throws IOException {
        return transport == Transport.TCP
                ? ServerSocketChannel.open(StandardProtocolFamily.INET)
                : DatagramChannel.open(StandardProtocolFamily.INET);
    }

    private static final class Bound extends IOException {
        private static final long serialVersionUID = 1;
    }
}
