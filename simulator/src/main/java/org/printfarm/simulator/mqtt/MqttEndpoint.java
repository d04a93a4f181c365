package org.printfarm.simulator.mqtt;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.printfarm.simulator.machine.MachineCertificate;
import org.printfarm.simulator.machine.MachineSpec;
import org.printfarm.simulator.machine.MachineState;

/** Listens on a machine's MQTT port. All machines of a process share two threads. */
public final class MqttEndpoint implements AutoCloseable {

    private static final int MAX_PACKET_BYTES = 1024 * 1024;
    private static final EventLoopGroup LOOPS =
            new MultiThreadIoEventLoopGroup(2, MqttEndpoint::daemon, NioIoHandler.newFactory());

    private final MachineSpec spec;
    private final MachineState state;
    private final MachineCertificate certificate;
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger loggedIn = new AtomicInteger();
    private @Nullable Channel server;

    /** Listens to nobody yet. */
    public MqttEndpoint(MachineSpec spec, MachineState state, MachineCertificate certificate) {
        this.spec = spec;
        this.state = state;
        this.certificate = certificate;
    }

    /**
     * Begins to listen.
     *
     * @throws IOException when the port cannot be had
     */
    public synchronized void listen() throws IOException {
        var bound = new ServerBootstrap()
                .group(LOOPS)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        admit(channel);
                    }
                })
                .bind(new InetSocketAddress(spec.address(), spec.mqttPort()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(spec + " cannot listen on " + spec.mqttPort(), bound.cause());
        }
        server = bound.channel();
        state.onCut(this::cut);
    }

    private void admit(SocketChannel channel) {
        SSLEngine engine = certificate.tls().createSSLEngine();
        engine.setUseClientMode(false);
        clients.add(channel);
        channel.pipeline()
                .addLast(new SslHandler(engine))
                .addLast(new MqttDecoder(MAX_PACKET_BYTES))
                .addLast(MqttEncoder.INSTANCE)
                .addLast(new MqttSession(spec, state, loggedIn));
    }

    /** Ends every connection without a word. */
    public void cut() {
        ChannelGroupFuture unused = clients.close();
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.close().awaitUninterruptibly();
            server = null;
        }
        clients.close().awaitUninterruptibly();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "simulated-mqtt");
        thread.setDaemon(true);
        return thread;
    }
}
