package org.printfarm.mqtt.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.flow.FlowControlHandler;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import org.printfarm.api.net.OpenFiles;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.api.service.TlsVersions;
import org.printfarm.mqtt.session.SessionLimits;

/** Furnishes each accepted connection, or turns it away at once when there are too many. */
@Sharable
final class SessionSetup extends ChannelInitializer<SocketChannel> {

    /** The largest packet before login, bytes: a CONNECT with a will and long names, and no room for mischief. */
    static final int MAX_CONNECT_BYTES = 64 * 1024;

    /** Characters of a client id. MQTT 3.1 allows 23, slicers use up to 40. */
    static final int MAX_CLIENT_ID = 1024;

    private final MqttServer.Directory listeners;
    private final Executor handshakes;

    SessionSetup(MqttServer.Directory listeners, Executor handshakes) {
        this.listeners = listeners;
        this.handshakes = handshakes;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        InetSocketAddress local = channel.localAddress();
        InetSocketAddress peer = channel.remoteAddress();
        Optional<MqttListener> listener = local == null ? Optional.empty() : listeners.apply(local);
        if (listener.isEmpty()
                || peer == null
                || listener.get().broker().isOwnProbe(peer)
                || !listener.get().broker().mayAnswer()
                || !hasRoom(channel, listener.get(), peer)) {
            Outcome.ignored(channel.close());
            return;
        }
        Optional<SSLEngine> engine = engineOf(listener.get());
        if (engine.isEmpty()) {
            Outcome.ignored(channel.close());
            return;
        }
        furnish(channel, listener.get(), engine.get(), peer);
    }

    /** A connection that could not be furnished leaves an event too. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        SocketChannel channel = (SocketChannel) context.channel();
        InetSocketAddress local = channel.localAddress();
        InetSocketAddress peer = channel.remoteAddress();
        if (local != null && peer != null) {
            listeners.apply(local).ifPresent(listener -> new Arrival(listener.broker(), peer).fault(cause));
        }
        Outcome.ignored(channel.close());
    }

    /** Empty when the process has no file descriptors left, of which a native engine takes some. */
    private static Optional<SSLEngine> engineOf(MqttListener listener) {
        try {
            return Optional.of(listener.tls().newServerEngine(TlsVersions.TLS_1_2_AND_1_3));
        } catch (RuntimeException unmade) {
            if (OpenFiles.areUsedUp()) {
                listener.broker().events().publishNoDescriptors();
                return Optional.empty();
            }
            throw unmade;
        }
    }

    private static boolean hasRoom(Channel channel, MqttListener listener, InetSocketAddress peer) {
        Gate gate = listener.gate();
        Optional<SessionLimits.Limit> reached = gate.admit(peer.getAddress());
        if (reached.isPresent()) {
            listener.broker()
                    .events()
                    .publish(Kind.OVERLOADED, peer, reached.get().name(), 0);
            return false;
        }
        channel.closeFuture().addListener(closed -> gate.release(peer.getAddress()));
        return true;
    }

    private void furnish(SocketChannel channel, MqttListener listener, SSLEngine engine, InetSocketAddress peer) {
        TlsHandler tls = new TlsHandler(engine, handshakes);
        // The deadline from accepting to CONNECT counts the handshake too: there is one clock, not two.
        tls.setHandshakeTimeoutMillis(0);
        listener.add(channel);
        DecodeCheck check = new DecodeCheck();
        int anyLength = Integer.MAX_VALUE;
        channel.pipeline()
                .addLast(new AlertWatch())
                .addLast(tls)
                .addLast(new PacketFramer(MAX_CONNECT_BYTES))
                .addLast(check)
                .addLast(new MqttDecoder(anyLength, MAX_CLIENT_ID))
                .addLast(check.counter())
                .addLast(MqttEncoder.INSTANCE)
                .addLast(new FlowControlHandler())
                .addLast(new SessionHandler(listener.broker(), listener.gate(), peer));
    }
}
