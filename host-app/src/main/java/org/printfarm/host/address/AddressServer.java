package org.printfarm.host.address;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import jdk.net.ExtendedSocketOptions;
import org.printfarm.host.config.AddressRules;
import org.printfarm.host.config.Ipv4;
import org.printfarm.host.files.OwnerOnlyFile;
import org.printfarm.host.files.Uptime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests for addresses at a socket of the file system that its owner alone may open. A request is a line, {@code hold} or
 * {@code probe} and addresses; the answer a line for each, {@code ADDRESS STATE WORDS}, and a dot. {@code prolong} and a moment of
 * {@link Uptime}, which is not answered, says until when addresses may stay. What a connection holds goes with it. One thread accepts,
 * at most {@value #MAX_CONNECTIONS} answer.
 */
public final class AddressServer implements AutoCloseable {

    /** The farm, which has one for what it holds and one that says for how long, and who checks it. */
    static final int MAX_CONNECTIONS = 5;

    /** Characters of a request: 10,000 addresses. */
    static final int MAX_REQUEST = 1 << 18;

    /** For a farm that ended at the same time: its addresses are removed within it. */
    private static final Duration LEAVING = Duration.ofSeconds(2);

    static final String HOLD = "hold";
    static final String PROBE = "probe";
    static final String PROLONG = "prolong";

    /** The line that ends an answer. */
    static final String END = ".";

    private static final String ROOT = "root";
    private static final Logger LOG = LoggerFactory.getLogger(AddressServer.class);

    private final Path socket;
    private final ServerSocketChannel server;
    private final AddressWork work;
    private final String owner;
    private final ThreadPoolExecutor workers =
            new ThreadPoolExecutor(0, MAX_CONNECTIONS, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "addresses");
                thread.setDaemon(true);
                return thread;
            });

    private AddressServer(Path socket, ServerSocketChannel server, AddressWork work, String owner) {
        this.socket = socket;
        this.server = server;
        this.work = work;
        this.owner = owner;
    }

    /**
     * Opens the socket.
     *
     * @param socket where; its folder is made for this user alone, and what another such process left there is removed
     * @param rules what the farm's file says now, asked for before each request
     * @param commands the system's programs
     * @throws IOException when it cannot be opened
     */
    public static AddressServer open(Path socket, Supplier<AddressRules> rules, NetworkCommands commands)
            throws IOException {
        OwnerOnlyFile.makeFolderOf(socket);
        // Nobody else gets to it while it has not its own permissions yet.
        Files.setPosixFilePermissions(socket.getParent(), PosixFilePermissions.fromString("rwx------"));
        if (AddressClient.isAnswered(socket)) {
            throw new IOException("another process makes addresses for this farm already");
        }
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket), MAX_CONNECTIONS);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            String owner = Files.getOwner(socket).getName();
            return new AddressServer(socket, server, new AddressWork(rules, new Aliases(commands)), owner);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Answers until it is closed. */
    public void serve() throws IOException {
        while (server.isOpen()) {
            SocketChannel peer;
            try {
                peer = server.accept();
            } catch (ClosedChannelException e) {
                return;
            }
            try {
                workers.execute(() -> converse(peer));
            } catch (RejectedExecutionException e) {
                peer.close();
            }
        }
    }

    private void converse(SocketChannel peer) {
        try (peer) {
            String user =
                    peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            if (!user.equals(owner) && !user.equals(ROOT)) {
                LOG.warn("a request of another user is not answered");
                return;
            }
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(peer), StandardCharsets.US_ASCII));
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String[] words = line.split(" ", -1);
                if (words[0].equals(PROLONG)) {
                    work.prolong(moment(words));
                } else {
                    Channels.newOutputStream(peer).write(answer(peer, words).getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            LOG.debug("a connection broke", e);
        } finally {
            work.release(peer);
        }
    }

    /** Without its end; empty at the end, and for one that is none or too long. */
    private static String line(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() == MAX_REQUEST) {
                return "";
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private static long moment(String[] words) throws IOException {
        try {
            return Long.parseLong(words[words.length - 1]);
        } catch (NumberFormatException e) {
            throw new IOException("no moment", e);
        }
    }

    private String answer(SocketChannel peer, String[] words) throws IOException {
        Set<Inet4Address> addresses = new LinkedHashSet<>();
        for (int i = 1; i < words.length; i++) {
            addresses.add(Ipv4.parse(words[i]).orElseThrow(() -> new IOException("no address")));
        }
        Map<Inet4Address, AddressState> states = switch (words[0]) {
            case HOLD -> work.hold(peer, addresses);
            case PROBE -> work.probe(addresses);
            default -> throw new IOException("no request");
        };
        StringBuilder answer = new StringBuilder();
        states.forEach((address, state) -> answer.append(address.getHostAddress())
                .append(' ')
                .append(state.line())
                .append('\n'));
        return answer.append(END).append('\n').toString();
    }

    /** A request as it stands on the socket. */
    static String request(String verb, Collection<Inet4Address> addresses) {
        StringBuilder line = new StringBuilder(verb);
        addresses.forEach(address -> line.append(' ').append(address.getHostAddress()));
        return line.append('\n').toString();
    }

    /**
     * Takes no more. What farms held that have gone is removed still, which is waited for; of one that goes on, the addresses stay.
     */
    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
            workers.shutdown();
            if (!workers.awaitTermination(LEAVING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("a farm goes on");
            }
            work.close();
        } catch (IOException e) {
            LOG.debug("the socket stays", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
