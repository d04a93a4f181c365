package org.printfarm.ftp.net;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.net.OpenFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MINA's acceptor, which tells when nobody can be let in because the process has no file descriptors left. MINA itself keeps
 * that to its log, and tries again every 50 ms; the connections that are in go on.
 */
public final class WatchedAcceptor extends NioSocketAcceptor {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedAcceptor.class);

    private final Consumer<InetSocketAddress> onNoDescriptors;
    private final Set<ServerSocketChannel> listeners = ConcurrentHashMap.newKeySet(1);
    private volatile int receiveBuffer;

    /**
     * Made as MINA's.
     *
     * @param onNoDescriptors gets the local address; on the accepting thread
     */
    WatchedAcceptor(
            Executor executor, IoProcessor<NioSession> processors, Consumer<InetSocketAddress> onNoDescriptors) {
        super(executor, processors);
        this.onNoDescriptors = onNoDescriptors;
    }

    /**
     * Bounds what of a connection may wait in its socket. Left alone the system decides.
     *
     * @param bytes 1 or more; the system takes twice of it for its own
     */
    public void setReceiveBuffer(int bytes) {
        receiveBuffer = bytes;
    }

    @Override
    protected ServerSocketChannel open(SocketAddress address) throws Exception {
        ServerSocketChannel listener = super.open(address);
        if (receiveBuffer > 0) {
            // Of a connection it would come too late: the window was agreed upon before.
            listener.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
        listeners.add(listener);
        return listener;
    }

    @Override
    protected void close(ServerSocketChannel listener) throws Exception {
        listeners.remove(listener);
        super.close(listener);
    }

    /** Frees the ports without MINA, whose accepting loop is no more: in its place, for nobody else may use the selector. */
    void closeListeners() {
        try {
            for (ServerSocketChannel listener : listeners) {
                listener.close();
            }
            // A closed socket is let go of when its selector looks next.
            wakeup();
            select();
        } catch (Exception e) {
            LOG.debug("a port was not freed: {}", e.getClass().getName());
        }
    }

    @Override
    protected @Nullable NioSession accept(IoProcessor<NioSession> processor, @Nullable ServerSocketChannel listener)
            throws Exception {
        NioSession session = super.accept(processor, listener);
        if (session == null && listener != null && OpenFiles.areUsedUp()) {
            onNoDescriptors.accept((InetSocketAddress) listener.getLocalAddress());
        }
        return session;
    }
}
