package org.printfarm.host.address;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.printfarm.host.config.Ipv4;
import org.printfarm.host.files.Uptime;

/** A connection to the process that makes addresses. One thread at a time. */
public final class AddressClient implements AutoCloseable {

    /** Beside the 2 s for each {@value AddressLook#PROBES_AT_ONCE} addresses that are asked for at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration PROBE = Duration.ofSeconds(3);
    private static final int BUFFER = 8_192;
    private static final byte[] LAST_LINE = ("\n" + AddressServer.END + "\n").getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;

    private AddressClient(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Where it listens.
     *
     * @param data the farm's data folder
     */
    public static Path socketIn(Path data) {
        return data.resolve("net").resolve("socket");
    }

    /**
     * Connects.
     *
     * @throws IOException when nobody listens there, or this user may not
     */
    public static AddressClient open(Path socket) throws IOException {
        try {
            return new AddressClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        } catch (RuntimeException e) {
            throw new IOException("the path of the socket is too long: " + socket, e);
        }
    }

    static boolean isAnswered(Path socket) {
        try (AddressClient client = open(socket)) {
            return client.channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Holds these addresses, and no others, until the next call or until this is closed. Missing ones are made, which takes some
     * seconds.
     *
     * @return how it stands with each
     * @throws IOException when no answer comes; then this is of no use any more
     */
    public Map<Inet4Address, AddressState> hold(Collection<Inet4Address> addresses) throws IOException {
        return ask(AddressServer.HOLD, addresses);
    }

    /**
     * Asks how it stands with addresses; nothing is made.
     *
     * @return for each; {@code FREE} where it could be made
     * @throws IOException when no answer comes; then this is of no use any more
     */
    public Map<Inet4Address, AddressState> probe(Collection<Inet4Address> addresses) throws IOException {
        return ask(AddressServer.PROBE, addresses);
    }

    /**
     * Says until when addresses may stay on this machine. Waits for nobody.
     *
     * @param moment by {@link Uptime}
     * @throws IOException when it could not be said; then this is of no use any more
     */
    void prolong(long moment) throws IOException {
        channel.configureBlocking(false);
        ByteBuffer line =
                ByteBuffer.wrap((AddressServer.PROLONG + " " + moment + "\n").getBytes(StandardCharsets.US_ASCII));
        if (channel.write(line) < line.limit()) {
            throw new IOException("it does not read what it is told");
        }
    }

    private Map<Inet4Address, AddressState> ask(String verb, Collection<Inet4Address> addresses) throws IOException {
        ByteBuffer request =
                ByteBuffer.wrap(AddressServer.request(verb, addresses).getBytes(StandardCharsets.US_ASCII));
        channel.configureBlocking(true);
        while (request.hasRemaining()) {
            channel.write(request);
        }
        channel.configureBlocking(false);
        Duration patience = PATIENCE.plus(PROBE.multipliedBy(addresses.size() / AddressLook.PROBES_AT_ONCE + 1));
        return states(answer(System.nanoTime() + patience.toNanos()));
    }

    private String answer(long deadline) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.write('\n');
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (!isWhole(answer.toByteArray())) {
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0 || selector.select(left) == 0) {
                    throw new IOException("no answer in time");
                }
                selector.selectedKeys().clear();
                if (channel.read(buffer.clear()) < 0) {
                    throw new IOException("the connection was closed");
                }
                answer.write(buffer.array(), 0, buffer.position());
            }
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static boolean isWhole(byte[] answer) {
        int start = answer.length - LAST_LINE.length;
        return start >= 0 && ByteBuffer.wrap(answer, start, LAST_LINE.length).equals(ByteBuffer.wrap(LAST_LINE));
    }

    private static Map<Inet4Address, AddressState> states(String answer) {
        Map<Inet4Address, AddressState> states = new LinkedHashMap<>();
        answer.lines().forEach(line -> {
            String[] parts = line.split(" ", 2);
            Ipv4.parse(parts[0])
                    .ifPresent(address -> AddressState.parse(parts.length == 1 ? "" : parts[1])
                            .ifPresent(state -> states.put(address, state)));
        });
        return states;
    }

    /** What was held is let go. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
