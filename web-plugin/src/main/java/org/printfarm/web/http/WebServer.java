package org.printfarm.web.http;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.printfarm.api.Registration;
import org.printfarm.api.farm.FarmContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jetty as the farm needs it: HTTP/1.1, few threads, everything bounded. */
public final class WebServer implements AutoCloseable {

    /** 127.0.0.1. */
    public static final Inet4Address LOOPBACK = loopback();

    /** Connections at once; further ones wait in the system's queue until one ends. */
    static final int MAX_CONNECTIONS = 1_024;

    /** Threads at most: uploads and whatever waits for the disk take one each, watchers of events none. */
    private static final int MAX_THREADS = 24;

    private static final int MIN_THREADS = 2;

    /** Bytes of a request's line and headers. */
    private static final int MAX_HEADER = 16_384;

    /** A connection on which nothing moves ends after this, also a reader that does not read. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** Between two reads of a certificate that was given: whoever renews it puts the new one in its place. */
    private static final Duration RENEWAL = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private final Server server;
    private final ServerConnector connector;
    private final InetSocketAddress address;
    private final AutoCloseable handlerEnd;
    private final List<Registration> timers = new ArrayList<>();
    private final SslContextFactory.Server ssl = new SslContextFactory.Server();
    private final Optional<GivenTls> given;

    /**
     * Opens nothing yet.
     *
     * @param address where it is going to listen
     * @param handler answers; closed with the server where it can be
     */
    public WebServer(FarmContext context, WebSettings settings, InetSocketAddress address, Handler handler) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("web");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        server = new Server(threads);
        server.setStopTimeout(0);
        PeerGuard guard = new PeerGuard(handler);
        server.setHandler(guard);
        this.handlerEnd = handler instanceof AutoCloseable closing ? closing : () -> {};
        this.address = address;
        this.given = settings.isTls() ? settings.given() : Optional.empty();
        connector = new ServerConnector(server, 1, 1, factories(context, settings));
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.addBean(guard);
        timers.add(context.scheduler().every(PeerGuard.LOOK, PeerGuard.LOOK, guard::look));
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
    }

    private ConnectionFactory[] factories(FarmContext context, WebSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        if (!settings.isTls()) {
            return new ConnectionFactory[] {plain};
        }
        http.addCustomizer(new SecureRequestCustomizer(false));
        ssl.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        if (given.isEmpty()) {
            ssl.setSslContext(
                    context.tls(settings.certificateName(), addresses(address)).context());
        } else {
            timers.add(context.scheduler().every(RENEWAL, RENEWAL, () -> renew(given.get())));
        }
        return new ConnectionFactory[] {new SslConnectionFactory(ssl, plain.getProtocol()), plain};
    }

    /** Connections that are open keep what they were shown. */
    private void renew(GivenTls tls) {
        try {
            SSLContext fresh = tls.context();
            ssl.reload(factory -> factory.setSslContext(fresh));
        } catch (Exception e) {
            LOG.warn(
                    "the web server goes on with the certificate it has: {}",
                    e.getClass().getName());
        }
    }

    /** All of this machine's, when it listens on all. */
    private static List<Inet4Address> addresses(InetSocketAddress address) {
        if (!address.getAddress().isAnyLocalAddress()) {
            return List.of((Inet4Address) address.getAddress());
        }
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .map(Inet4Address.class::cast)
                    .toList();
        } catch (SocketException e) {
            return List.of(LOOPBACK);
        }
    }

    private static Inet4Address loopback() {
        try {
            return (Inet4Address) InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /**
     * Opens the port and begins to answer.
     *
     * @throws IOException when the port cannot be bound; nothing is left of it then
     * @throws GeneralSecurityException when the certificate that was given is none any more
     * @throws Exception when the server does not start otherwise
     */
    public void start() throws Exception {
        if (given.isPresent()) {
            ssl.setSslContext(given.get().context());
        }
        connector.open();
        server.start();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Ends all connections and frees the port. May be called twice, and before it was started. */
    @Override
    public void close() {
        timers.forEach(Registration::close);
        try {
            handlerEnd.close();
            server.stop();
            connector.close();
        } catch (Exception e) {
            LOG.warn("the web server did not stop cleanly: {}", e.getClass().getName());
        }
        server.destroy();
    }
}
