package org.printfarm.host.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.printfarm.api.Scheduler;
import org.printfarm.host.job.store.ContentReplicas;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives this host's stored files to the other hosts, and keeps those that they bring. On threads of its own, at most
 * {@value #MOST} and one; further hosts wait.
 */
public final class ReplicaServer implements AutoCloseable {

    static final int MOST = 32;

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaServer.class);
    private static final int WAITING = 256;

    /** After a connection that could not be accepted, for want of descriptors for instance. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final long LONGEST_CLOSE_MILLIS = 400;

    private final SSLContext tls;
    private final ContentReplicas contents;
    private final Scheduler timer;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(MOST);
    private final Thread thread = new Thread(this::run, "replicas");

    private ReplicaServer(SSLContext tls, ContentReplicas contents, Scheduler timer, ServerSocket server) {
        this.tls = tls;
        this.contents = contents;
        this.timer = timer;
        this.server = server;
    }

    /**
     * Begins to listen.
     *
     * @param tls by which hosts know each other
     * @param timer ends what takes too long
     * @throws IOException when nobody can listen there; the message names the setting
     */
    public static ReplicaServer open(SSLContext tls, InetSocketAddress at, ContentReplicas contents, Scheduler timer)
            throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(at, WAITING);
        } catch (IOException e) {
            socket.close();
            throw new IOException(
                    "farm.cluster.listen: this host cannot listen at "
                            + at.getAddress().getHostAddress() + ":" + at.getPort() + " (" + e.getMessage()
                            + "): name an address of its own, and a port that nobody has",
                    e);
        }
        ReplicaServer replicas = new ReplicaServer(tls, contents, timer, socket);
        replicas.thread.setDaemon(true);
        replicas.thread.start();
        return replicas;
    }

    private void run() {
        while (!server.isClosed()) {
            try {
                room.acquire();
                Socket accepted = accept();
                Thread one = new Thread(() -> serve(accepted), "replica");
                one.setDaemon(true);
                one.start();
            } catch (IOException e) {
                room.release();
                LOG.debug("replicas=not-accepted", e);
                LockSupport.parkNanos(PAUSE.toNanos());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Socket accept() throws IOException {
        Socket accepted = server.accept();
        open.add(accepted);
        return accepted;
    }

    private void serve(Socket accepted) {
        String peer = accepted.getInetAddress().getHostAddress();
        try (HostLink link = HostLink.answer(tls, accepted, timer)) {
            serve(link, peer);
        } catch (IOException | RuntimeException e) {
            LOG.info("peer={} replica=broken-off reason=\"{}\"", peer, e.getMessage());
        } finally {
            open.remove(accepted);
            room.release();
        }
    }

    private void serve(HostLink link, String peer) throws IOException {
        HostLink.Wish wish = link.asked();
        if (wish.what() == HostLink.KEEP) {
            link.expect(wish.bytes());
            contents.receive(wish.sha256(), wish.bytes(), link.in());
            link.say(HostLink.DONE);
            LOG.info("peer={} replica=kept bytes={} sha256={}", peer, wish.bytes(), wish.sha256());
        } else if (contents.isHere(wish.sha256())) {
            link.give(contents.here(wish.sha256()));
        } else {
            link.say(HostLink.NO);
        }
    }

    /** Whoever is served gets no more. May be called twice. */
    @Override
    public void close() throws IOException {
        server.close();
        thread.interrupt();
        for (Socket socket : open) {
            socket.close();
        }
        try {
            boolean ended = room.tryAcquire(MOST, LONGEST_CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            if (ended) {
                room.release(MOST);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
