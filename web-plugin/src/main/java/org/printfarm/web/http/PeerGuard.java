package org.printfarm.web.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Holds each peer to so many connections, and each request to the time that its head may take: one byte now and then would keep a
 * connection open for ever, for only one on which nothing moves ends by itself. Any thread.
 */
final class PeerGuard extends Handler.Wrapper implements Connection.Listener {

    /** Connections of one address: half of all, so that one peer cannot keep the others out. */
    static final int MAX_PER_PEER = 512;

    /** Between two looks. */
    static final Duration LOOK = Duration.ofSeconds(5);

    /** Looks that may find the same head unfinished, and a connection without its first request, TLS handshake included. */
    static final int MOST_LOOKS = 3;

    private final Map<InetAddress, Integer> peers = new ConcurrentHashMap<>();
    private final Map<Connection, InetAddress> open = new ConcurrentHashMap<>();
    private final Map<Connection, Head> awaited = new ConcurrentHashMap<>();

    /** The head that a connection brings next: from which byte on, and how many looks it has been on its way. */
    private record Head(long from, int looks) {}

    PeerGuard(Handler handler) {
        super(handler);
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof SslConnection) {
            return;
        }
        awaited.put(connection, new Head(-1, 0));
        InetAddress peer = peer(connection);
        open.put(connection, peer);
        if (peers.merge(peer, 1, Integer::sum) > MAX_PER_PEER) {
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        awaited.remove(connection);
        InetAddress peer = open.remove(connection);
        if (peer != null) {
            peers.computeIfPresent(peer, (address, count) -> count > 1 ? count - 1 : null);
        }
    }

    /** Known while the connection is open. */
    private static InetAddress peer(Connection connection) {
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote
                ? remote.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        awaited.remove(connection);
        Request.addCompletionListener(
                request, failure -> awaited.put(connection, new Head(connection.getBytesIn(), 0)));
        return super.handle(request, response, callback);
    }

    /** Ends what takes too long. To be called every {@link #LOOK}. */
    void look() {
        awaited.forEach((connection, head) -> {
            if (!connection.getEndPoint().isOpen()) {
                awaited.remove(connection, head);
            } else if (connection.getBytesIn() > head.from()) {
                Head next = new Head(head.from(), head.looks() + 1);
                if (awaited.replace(connection, head, next) && next.looks() > MOST_LOOKS) {
                    connection.getEndPoint().close();
                }
            }
        });
    }
}
