package org.printfarm.ssdp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.printfarm.api.contract.Loopback;

/** A slicer's ear: a socket of its own with a thread that keeps what comes in, 100,000 datagrams at most. */
final class Listener implements AutoCloseable {

    private static final int MAX_KEPT = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DatagramChannel channel;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::listen, "test-listener");

    /** One datagram; each character of {@code raw} is a byte. */
    record Heard(InetSocketAddress from, String raw) {

        byte[] bytes() {
            return raw.getBytes(StandardCharsets.ISO_8859_1);
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        boolean isAlive() {
            return text().contains("\r\nNTS: ssdp:alive\r\n");
        }

        boolean isByebye() {
            return text().contains("\r\nNTS: ssdp:byebye\r\n");
        }

        boolean isAnswer() {
            return text().startsWith("HTTP/1.1 200 OK\r\n");
        }

        boolean isOf(String serial) {
            return text().contains("\r\nUSN: " + serial + "\r\n");
        }
    }

    private Listener(Inet4Address address, int port) throws IOException {
        channel = DatagramChannel.open(StandardProtocolFamily.INET);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
        channel.bind(new InetSocketAddress(address, port));
        thread.setDaemon(true);
        thread.start();
    }

    /** Hears broadcasts to a port, beside whoever else holds it. */
    static Listener onAllAddresses(int port) throws IOException {
        return new Listener(Loopback.of("0.0.0.0"), port);
    }

    /** An asker on an address of its own. */
    static Listener onItsOwn() throws IOException {
        return new Listener(Loopback.next(), 0);
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    void send(byte[] datagram, InetSocketAddress to) throws IOException {
        channel.send(ByteBuffer.wrap(datagram), to);
    }

    List<Heard> heard() {
        return heard;
    }

    List<Heard> heard(Predicate<Heard> which) {
        return heard.stream().filter(which).toList();
    }

    /** Waits until enough of a kind were heard. */
    List<Heard> await(int count, Predicate<Heard> which) {
        return await(count, which, PATIENCE);
    }

    /** Waits no longer than told. */
    List<Heard> await(int count, Predicate<Heard> which, Duration patience) {
        Awaitility.await().atMost(patience).until(() -> heard(which).size() >= count);
        return heard(which);
    }

    private void listen() {
        ByteBuffer buffer = ByteBuffer.allocate(65536);
        while (channel.isOpen() && heard.size() < MAX_KEPT) {
            try {
                InetSocketAddress from = (InetSocketAddress) channel.receive(buffer.clear());
                heard.add(new Heard(
                        from, StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString()));
            } catch (IOException e) {
                // The channel was closed; or an ICMP error came for something that was sent, and nothing was heard.
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
