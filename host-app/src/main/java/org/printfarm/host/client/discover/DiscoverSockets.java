package org.printfarm.host.client.discover;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One socket that hears announcements and, for each network interface, one that asks: bound to an address of the interface,
 * so that a broadcast leaves there, and to a port of its own, so that the answers come to nobody else.
 */
final class DiscoverSockets implements Closeable {

    /** Interfaces that are asked on. */
    private static final int MAX_INTERFACES = 64;

    private static final String GROUP = "239.255.255.250";
    private static final byte[] SEARCH = String.join(
                    "\r\n",
                    "M-SEARCH * HTTP/1.1",
                    "HOST: " + GROUP + ":1990",
                    "MAN: \"ssdp:discover\"",
                    "MX: 3",
                    "ST: urn:bambulab-com:device:3dprinter:1",
                    "",
                    "")
            .getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final Selector selector;
    private final List<DatagramChannel> channels = new ArrayList<>();
    private final List<Asker> askers = new ArrayList<>();

    private DiscoverSockets(int port, Selector selector) {
        this.port = port;
        this.selector = selector;
    }

    /**
     * Opens what can be opened.
     *
     * @param wanted which interfaces to ask on
     * @param warnings gets a sentence for what cannot
     * @throws IOException when nothing can
     */
    static DiscoverSockets open(int port, Predicate<NetworkInterface> wanted, Selector selector, List<String> warnings)
            throws IOException {
        DiscoverSockets sockets = new DiscoverSockets(port, selector);
        List<NetworkInterface> nics = NetworkInterface.networkInterfaces()
                .filter(nic -> isUp(nic) && wanted.test(nic))
                .limit(MAX_INTERFACES)
                .toList();
        try {
            sockets.openEar(nics);
        } catch (IOException e) {
            warnings.add(
                    "udp port " + port + " is held by a program that does not share it: only printers that answer a"
                            + " search are listed");
        }
        nics.forEach(sockets::openAsker);
        if (sockets.channels.isEmpty()) {
            throw new IOException("no socket could be opened");
        }
        return sockets;
    }

    private void openEar(List<NetworkInterface> nics) throws IOException {
        DatagramChannel ear = open(new InetSocketAddress("0.0.0.0", port));
        for (NetworkInterface nic : nics) {
            try {
                if (nic.supportsMulticast()) {
                    ear.join(InetAddress.getByName(GROUP), nic);
                }
            } catch (IOException e) {
                // The kernel allows 20 groups; printers broadcast as well, so nothing is lost but a second copy.
                return;
            }
        }
    }

    private void openAsker(NetworkInterface nic) {
        Optional<Inet4Address> address = nic.inetAddresses()
                .filter(Inet4Address.class::isInstance)
                .map(Inet4Address.class::cast)
                .findFirst();
        if (address.isEmpty()) {
            return;
        }
        try {
            askers.add(new Asker(open(new InetSocketAddress(address.get(), 0)), nic));
        } catch (IOException e) {
            // The address went away since it was listed: there is nobody to ask there.
            return;
        }
    }

    private DatagramChannel open(InetSocketAddress local) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
            channel.bind(local);
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channels.add(channel);
        return channel;
    }

    /** Asks on every interface, by broadcast and, where there is such a thing, in the group. */
    void search() {
        askers.forEach(asker -> asker.search(port));
    }

    @Override
    public void close() throws IOException {
        for (DatagramChannel channel : channels) {
            channel.close();
        }
    }

    private static boolean isUp(NetworkInterface nic) {
        try {
            return nic.isUp();
        } catch (SocketException e) {
            return false;
        }
    }

    private record Asker(DatagramChannel channel, NetworkInterface nic) {

        void search(int port) {
            try {
                boolean loopback = nic.isLoopback();
                send(new InetSocketAddress(loopback ? "127.255.255.255" : "255.255.255.255", port));
                if (!loopback && nic.supportsMulticast()) {
                    channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, nic);
                    send(new InetSocketAddress(GROUP, port));
                }
            } catch (IOException e) {
                // No way leads out there now; announcements may still come in, so there is nothing to tell.
                return;
            }
        }

        private void send(InetSocketAddress to) throws IOException {
            channel.send(ByteBuffer.wrap(SEARCH), to);
        }
    }
}
