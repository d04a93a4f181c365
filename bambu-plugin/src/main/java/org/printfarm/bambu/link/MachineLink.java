package org.printfarm.bambu.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.bambu.model.Faults;
import org.printfarm.bambu.trust.MachineTrust;

/** The one MQTT connection of a machine. Connects, and goes on trying until it is closed. Any thread; works on its loop alone. */
public final class MachineLink implements AutoCloseable {

    /** The largest packet: a whole report is 12 to 60 KB. */
    private static final int MAX_PACKET_BYTES = 512 * 1024;

    private static final int CONNECT_MILLIS = 5_000;
    private static final int HANDSHAKE_MILLIS = 10_000;

    /** Between two questions whether a machine that says nothing is there, s; more often than its keep-alive wants. */
    private static final int READ_IDLE_SECONDS = 15;

    private static final int WRITE_IDLE_SECONDS = LinkHandler.KEEP_ALIVE_SECONDS / 2;

    private final EventLoop loop;
    private final LinkTarget target;
    private final MachineTrust trust;
    private final LinkWatcher watcher;
    private final Backoff backoff = new Backoff();
    private Attempt attempt = new Attempt(Optional.empty(), Optional.empty());
    private volatile @Nullable LinkHandler ready;
    private volatile boolean closed;

    /**
     * The last attempt to connect.
     *
     * @param channel its connection
     * @param retry the next one, when that is broken
     */
    private record Attempt(Optional<Channel> channel, Optional<ScheduledFuture<?>> retry) {}

    /**
     * Connects to nobody yet.
     *
     * @param loops where it works
     * @param target the machine
     * @param trust decides whether it is the right one
     * @param watcher hears of everything
     */
    public MachineLink(LinkLoops loops, LinkTarget target, MachineTrust trust, LinkWatcher watcher) {
        this.loop = loops.next();
        this.target = target;
        this.trust = trust;
        this.watcher = watcher;
    }

    /** Begins to connect; returns at once. */
    public void open() {
        loop.execute(this::connect);
    }

    /**
     * Sends a message to the machine, once.
     *
     * @param payload JSON
     * @return false when it certainly did not leave; true when it may have
     */
    public boolean send(byte[] payload) {
        LinkHandler handler = ready;
        return handler != null && handler.publish(payload);
    }

    /** Does not wait for the next attempt: somebody looks on. Without effect while one runs, or the link is up. */
    public void hurry() {
        loop.execute(() -> {
            if (attempt.retry.filter(waits -> waits.cancel(false)).isPresent()) {
                connect();
            }
        });
    }

    /** Ends the connection and every attempt. The watcher hears nothing more. May be called twice. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            ready = null;
            loop.execute(this::end);
        }
    }

    private void end() {
        attempt.retry.ifPresent(waits -> waits.cancel(false));
        attempt.channel.ifPresent(channel -> {
            ChannelFuture unused = channel.close();
        });
    }

    private void connect() {
        if (closed) {
            return;
        }
        LinkHandler handler = new LinkHandler(target, trust, this);
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        prepare(channel, handler);
                    }
                })
                .connect(new InetSocketAddress(target.address(), target.port()));
        attempt = new Attempt(Optional.of(connecting.channel()), Optional.empty());
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                down(Faults.unreachable(target.address(), target.port()));
            }
        });
    }

    private void prepare(SocketChannel channel, LinkHandler handler) {
        SSLEngine engine = trust.newContext().createSSLEngine();
        engine.setUseClientMode(true);
        SslHandler tls = new SslHandler(engine);
        tls.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
        channel.pipeline()
                .addLast(tls)
                .addLast(new IdleStateHandler(READ_IDLE_SECONDS, WRITE_IDLE_SECONDS, 0))
                .addLast(new MqttDecoder(MAX_PACKET_BYTES))
                .addLast(MqttEncoder.INSTANCE)
                .addLast(handler);
    }

    /** The machine took login and subscription. */
    void up(LinkHandler handler) {
        if (!closed) {
            backoff.reset();
            ready = handler;
            watcher.up();
        }
    }

    void message(byte[] payload) {
        if (!closed) {
            watcher.message(payload);
        }
    }

    void silent() {
        if (!closed) {
            watcher.silent();
        }
    }

    /** A connection ended, or did not come about. */
    void down(MachineFault why) {
        ready = null;
        if (closed) {
            return;
        }
        watcher.down(why);
        Duration wait = why.code() == MachineFault.Code.WRONG_CODE ? backoff.longest() : backoff.next();
        attempt = new Attempt(
                attempt.channel, Optional.of(loop.schedule(this::connect, wait.toMillis(), TimeUnit.MILLISECONDS)));
    }
}
