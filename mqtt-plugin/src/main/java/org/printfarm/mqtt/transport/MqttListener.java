package org.printfarm.mqtt.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.TimeUnit;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.mqtt.session.PrinterBroker;

/** One printer's listening socket and its connections. Closed from any thread but the loops'. */
public final class MqttListener implements AutoCloseable {

    /** How long a connection gets for a proper TLS goodbye, and the socket for being closed, milliseconds. */
    private static final long GOODBYE_MILLIS = 1000;

    private final Channel socket;
    private final PrinterBroker broker;
    private final Gate gate;
    private final PrinterTls tls;
    private final ChannelGroup connections;
    private final Runnable onRestart;
    private final Runnable onClose;

    MqttListener(
            Channel socket, PrinterBroker broker, Gate gate, PrinterTls tls, Runnable onRestart, Runnable onClose) {
        this.socket = socket;
        this.broker = broker;
        this.gate = gate;
        this.tls = tls;
        this.onRestart = onRestart;
        this.onClose = onClose;
        this.connections = new DefaultChannelGroup(socket.eventLoop());
    }

    PrinterBroker broker() {
        return broker;
    }

    Gate gate() {
        return gate;
    }

    PrinterTls tls() {
        return tls;
    }

    void add(Channel connection) {
        connections.add(connection);
    }

    /** Whether this is the thread that serves it. */
    boolean runsHere() {
        return socket.eventLoop().inEventLoop();
    }

    /** What serves it failed, and goes on. */
    void restarted() {
        if (!broker.isClosed()) {
            onRestart.run();
        }
    }

    /**
     * Whether newcomers are let in. Any thread.
     *
     * @return false after {@link #close}, and when the socket or its thread was lost
     */
    public boolean isServing() {
        return socket.isActive() && !socket.eventLoop().isShuttingDown();
    }

    /** Frees the address and ends all connections, also those whose peers do not read. Returns within 3 s. */
    @Override
    public void close() {
        socket.close().awaitUninterruptibly(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        awaitNextSelect();
        onClose.run();
        broker.close();
        if (!connections.close().awaitUninterruptibly(GOODBYE_MILLIS, TimeUnit.MILLISECONDS)) {
            connections.forEach(MqttListener::closeWithoutGoodbye);
            connections.newCloseFuture().awaitUninterruptibly(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * The JDK gives the port back not at the close but at the selector's next turn. A timer that was set on the loop itself
     * comes after that turn; one that is set from outside may run before it.
     */
    private void awaitNextSelect() {
        EventLoop loop = socket.eventLoop();
        Promise<Boolean> turned = loop.newPromise();
        Runnable tell = () -> turned.trySuccess(true);
        loop.execute(() -> Outcome.ignored(loop.schedule(tell, 1, TimeUnit.NANOSECONDS)));
        turned.awaitUninterruptibly(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Closes below TLS, whose goodbye would wait for a peer that does not read. */
    static void closeWithoutGoodbye(Channel connection) {
        ChannelHandlerContext tlsContext = connection.pipeline().context(SslHandler.class);
        if (tlsContext == null) {
            Outcome.ignored(connection.close());
        } else {
            Outcome.ignored(tlsContext.close());
        }
    }
}
