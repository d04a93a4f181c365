package org.printfarm.mqtt.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import jdk.net.ExtendedSocketOptions;
import org.printfarm.api.net.BindFaults;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim.Transport;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.mqtt.session.PrinterBroker;
import org.printfarm.mqtt.session.SessionLimits;

/**
 * What listens: one bootstrap, two event loops, one thread for TLS handshakes and one for what may block, however many
 * printers there are. Called by one thread at a time.
 */
final class MqttServer implements AutoCloseable {

    private static final int LOOPS = 2;

    /** Connections that wait to be accepted, for each printer. */
    private static final int BACKLOG = 1024;

    /** What may wait in the kernel for one client, bytes. Keeps a client that does not read from taking more. */
    private static final int SEND_BUFFER_BYTES = 128 * 1024;

    /** Above the first number a client gets no status, below the second it gets it again; bytes. */
    private static final WriteBufferWaterMark OUTBOUND = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    /** How many bytes are read at once. */
    private static final AdaptiveRecvByteBufAllocator READS = new AdaptiveRecvByteBufAllocator(512, 2048, 16 * 1024);

    /** Dead peers are found after 60 s of silence and 4 unanswered probes, 15 s apart. */
    private static final int KEEP_ALIVE_IDLE_SECONDS = 60;

    private static final int KEEP_ALIVE_PROBE_SECONDS = 15;
    private static final int KEEP_ALIVE_PROBES = 4;

    /** Print requests that wait for the host. */
    private static final int MAX_WAITING_REQUESTS = 256;

    private static final long BIND_MILLIS = 3000;
    private static final long SHUTDOWN_MILLIS = 3000;

    private static final InetAddress ANY = new InetSocketAddress(0).getAddress();

    /** A pool of small chunks (256 KiB), one arena for each loop: the default takes 4 MiB for each core and kind. */
    private static final ByteBufAllocator ALLOCATOR =
            new PooledByteBufAllocator(true, LOOPS, LOOPS, 8192, 5, 64, 8, false);

    private final Map<InetSocketAddress, MqttListener> byAddress = new ConcurrentHashMap<>();
    private final PinnedLoops loops;
    private final ThreadPoolExecutor handshakes = thread("mqtt-tls", Integer.MAX_VALUE);
    private final ThreadPoolExecutor worker = thread("mqtt-requests", MAX_WAITING_REQUESTS);
    private final SessionLimits limits;
    private final ServerBootstrap bootstrap;

    /** Opens no socket. */
    MqttServer(SessionLimits limits) {
        this(limits, NioIoHandler.newFactory(), LastingServerSocket::new);
    }

    /**
     * Opens no socket.
     *
     * @param limits of all its printers' connections
     * @param selecting makes what each loop does
     * @param sockets makes what listens
     */
    MqttServer(
            SessionLimits limits, IoHandlerFactory selecting, ChannelFactory<? extends LastingServerSocket> sockets) {
        this.limits = limits;
        this.loops = new PinnedLoops(LOOPS, selecting, this::loopGoesOn);
        this.bootstrap = bootstrap(loops, new SessionSetup(this::at, handshakes), new AcceptWatch(this::at))
                .channelFactory(sockets);
    }

    private void loopGoesOn() {
        byAddress.values().stream().filter(MqttListener::runsHere).forEach(MqttListener::restarted);
    }

    /**
     * Listens on one more address.
     *
     * @param onRestart as for {@link MqttListeners#bind}
     */
    BindResult bind(InetSocketAddress address, PrinterTls tls, MqttListeners.DeskFactory broker, Runnable onRestart) {
        ChannelFuture bound = bootstrap.bind(address);
        if (!bound.awaitUninterruptibly(BIND_MILLIS)) {
            bound.addListener(ChannelFutureListener.CLOSE);
            return new BindResult.Refused(new Fault(FaultCode.NETWORK, "binding took too long"));
        }
        if (!bound.isSuccess()) {
            return new BindResult.Refused(BindFaults.of(Transport.TCP, address, "port", bound.cause()));
        }
        Channel socket = bound.channel();
        PrinterBroker made = broker.open(socket.eventLoop(), worker);
        Runnable onClose = () -> byAddress.remove(address);
        MqttListener listener = new MqttListener(socket, made, new Gate(made, limits), tls, onRestart, onClose);
        byAddress.put(address, listener);
        socket.config().setAutoRead(true);
        return new BindResult.Listening(listener);
    }

    /** Stops the threads; all listeners are closed by then. Returns within 5 s. */
    @Override
    public void close() {
        worker.shutdownNow();
        loops.shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(SHUTDOWN_MILLIS);
        handshakes.shutdownNow();
    }

    /**
     * The printer that a connection is for, by its local address.
     *
     * @param local the connection's own end
     * @return empty when that printer has just been closed
     */
    Optional<MqttListener> at(InetSocketAddress local) {
        return Optional.ofNullable(byAddress.get(local))
                .or(() -> Optional.ofNullable(byAddress.get(new InetSocketAddress(ANY, local.getPort()))));
    }

    private static ServerBootstrap bootstrap(PinnedLoops loops, SessionSetup setup, AcceptWatch watch) {
        return new ServerBootstrap()
                .group(loops)
                .handler(watch)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOCATOR, ALLOCATOR)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, READS)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, OUTBOUND)
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), KEEP_ALIVE_IDLE_SECONDS)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), KEEP_ALIVE_PROBE_SECONDS)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEP_ALIVE_PROBES)
                .childHandler(setup);
    }

    private static ThreadPoolExecutor thread(String name, int maxWaiting) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(maxWaiting), new DefaultThreadFactory(name, true));
        return executor;
    }

    /** Finds the listener of a local address. */
    interface Directory extends Function<InetSocketAddress, Optional<MqttListener>> {}
}
