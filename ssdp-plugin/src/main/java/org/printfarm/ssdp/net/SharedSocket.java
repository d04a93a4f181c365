package org.printfarm.ssdp.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;

/** One socket that several printers may use. Owned by the discovery thread. */
final class SharedSocket {

    /**
     * What a socket is opened for, and what it is found again by.
     *
     * @param local the address, the wildcard address or the group
     * @param port the port; 0 lets the kernel choose
     * @param joinOn for the group: the index of the interface, otherwise 0
     */
    record Key(Inet4Address local, int port, int joinOn) {}

    private final Key key;
    private final DatagramChannel channel;
    private int users;

    private SharedSocket(Key key, DatagramChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    static SharedSocket open(Key key, Optional<NetworkInterface> joinOn, Selector selector) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
            channel.bind(new InetSocketAddress(key.local(), key.port()));
            if (joinOn.isPresent()) {
                channel.join(key.local(), joinOn.get());
            }
            SharedSocket socket = new SharedSocket(key, channel);
            channel.register(selector, SelectionKey.OP_READ, socket);
            return socket;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Whether an address is on this machine; asked by binding, because not every local address is on an interface. */
    static boolean isLocal(Inet4Address address) {
        try (DatagramChannel probe = DatagramChannel.open(StandardProtocolFamily.INET)) {
            probe.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    Key key() {
        return key;
    }

    /** Whether it hears only what is sent to one address. */
    boolean hearsOneAddress() {
        return !key.local().isAnyLocalAddress() && !key.local().isMulticastAddress();
    }

    void addUser() {
        users++;
    }

    /** One user less. The channel is closed with the last, but its port is free only after the next select. */
    boolean removeUser() throws IOException {
        users--;
        if (users > 0) {
            return false;
        }
        channel.close();
        return true;
    }

    /**
     * Sends without waiting; when the kernel's buffer is full the datagram is lost, as it may be on the way.
     *
     * @param datagram all of it
     * @param to where to
     * @param multicastOn the interface to leave by, when that is a group
     * @throws IOException when the network stack refuses
     */
    void send(byte[] datagram, InetSocketAddress to, Optional<NetworkInterface> multicastOn) throws IOException {
        if (multicastOn.isPresent()) {
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, multicastOn.get());
        }
        channel.send(ByteBuffer.wrap(datagram), to);
    }

    /**
     * Takes one waiting datagram.
     *
     * @param into cleared before and flipped after
     * @return the sender; empty when none is waiting
     * @throws IOException when the socket reports an error
     */
    Optional<InetSocketAddress> receive(ByteBuffer into) throws IOException {
        into.clear();
        InetSocketAddress from = (InetSocketAddress) channel.receive(into);
        into.flip();
        return Optional.ofNullable(from);
    }
}
