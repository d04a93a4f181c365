package org.printfarm.mqtt.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import jdk.net.ExtendedSocketOptions;
import org.printfarm.api.Fault;
import org.printfarm.api.FaultCode;
import org.printfarm.api.PrinterTls;
import org.printfarm.mqtt.session.PrinterDesk;
import org.printfarm.mqtt.session.SessionLimits;

/**
 * All listening sockets of the plugin: one bootstrap, two event loops, one thread for TLS handshakes and one for what may
 * block, however many printers there are. Nothing is opened before the first {@link #bind}.
 */
public final class MqttListeners implements AutoCloseable {

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

    private static final long BIND_MILLIS = 4000;
    private static final long SHUTDOWN_MILLIS = 3000;

    private final Map<InetSocketAddress, MqttListener> byAddress = new ConcurrentHashMap<>();
    private final SessionLimits limits = new SessionLimits();
    private Optional<Engine> running = Optional.empty();

    /** What is started with the first bind and stopped at the end. */
    private record Engine(
            PinnedLoops loops, ServerBootstrap bootstrap, ThreadPoolExecutor tls, ThreadPoolExecutor worker) {}

    /**
     * Listens on one more address. Called by one thread at a time.
     *
     * @param address where
     * @param tls the printer's TLS
     * @param desk makes the printer's desk from its loop and from the executor for what may block
     * @return the listener, or why there is none
     */
    public BindResult bind(InetSocketAddress address, PrinterTls tls, DeskFactory desk) {
        if (!hasCertificate(tls)) {
            return new BindResult.Refused(
                    new Fault(FaultCode.TLS_UNUSABLE, "the printer's certificate cannot be used"));
        }
        Engine engine = running.orElseGet(this::start);
        ChannelFuture bound = engine.bootstrap().bind(address);
        if (!bound.awaitUninterruptibly(BIND_MILLIS)) {
            bound.addListener(ChannelFutureListener.CLOSE);
            return new BindResult.Refused(new Fault(FaultCode.NETWORK, "binding took too long"));
        }
        if (!bound.isSuccess()) {
            return new BindResult.Refused(BindFaults.of(bound.cause(), address));
        }
        Channel socket = bound.channel();
        PrinterDesk made = desk.open(socket.eventLoop(), engine.worker());
        MqttListener listener = new MqttListener(socket, made, tls, () -> byAddress.remove(address));
        byAddress.put(address, listener);
        socket.config().setAutoRead(true);
        return new BindResult.Listening(listener);
    }

    /** Makes a printer's desk. */
    @FunctionalInterface
    public interface DeskFactory {

        /**
         * Makes it.
         *
         * @param loop the thread that the printer's connections run on
         * @param worker for what may block
         * @return the desk
         */
        PrinterDesk open(ScheduledExecutorService loop, Executor worker);
    }

    /** Stops the threads; all listeners are closed by then. May be called twice. Returns within 5 s. */
    @Override
    public void close() {
        running.ifPresent(engine -> {
            engine.worker().shutdownNow();
            engine.loops()
                    .shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS)
                    .awaitUninterruptibly(SHUTDOWN_MILLIS);
            engine.tls().shutdownNow();
        });
        running = Optional.empty();
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

    private static final InetAddress ANY = new InetSocketAddress(0).getAddress();

    /** No engine is made for this: the printer's TLS context comes with its first one, and can wait for the first client. */
    private static boolean hasCertificate(PrinterTls tls) {
        try {
            tls.chain();
            return true;
        } catch (RuntimeException unusable) {
            return false;
        }
    }

    private Engine start() {
        PinnedLoops loops = new PinnedLoops(LOOPS);
        ThreadPoolExecutor tls = thread("mqtt-tls", Integer.MAX_VALUE);
        ThreadPoolExecutor worker = thread("mqtt-requests", MAX_WAITING_REQUESTS);
        SessionSetup setup = new SessionSetup(this::at, limits, tls);
        Engine engine = new Engine(loops, bootstrap(loops, setup, new AcceptWatch(this::at)), tls, worker);
        running = Optional.of(engine);
        return engine;
    }

    private static ServerBootstrap bootstrap(PinnedLoops loops, SessionSetup setup, AcceptWatch watch) {
        return new ServerBootstrap()
                .group(loops)
                .handler(watch)
                .channel(NioServerSocketChannel.class)
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

    /** A pool of small chunks (256 KiB), one arena for each loop: the default takes 4 MiB for each core and kind. */
    private static final ByteBufAllocator ALLOCATOR =
            new PooledByteBufAllocator(true, LOOPS, LOOPS, 8192, 5, 64, 8, false);

    private static ThreadPoolExecutor thread(String name, int maxWaiting) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(maxWaiting), new DefaultThreadFactory(name, true));
        return executor;
    }

    /** Finds the listener of a local address. */
    interface Directory extends Function<InetSocketAddress, Optional<MqttListener>> {}
}
