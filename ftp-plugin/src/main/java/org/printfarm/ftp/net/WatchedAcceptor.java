package org.printfarm.ftp.net;

import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.OpenFiles;

/**
 * MINA's acceptor, which tells when nobody can be let in because the process has no file descriptors left. MINA itself keeps
 * that to its log, and tries again every 50 ms; the connections that are in go on.
 */
final class WatchedAcceptor extends NioSocketAcceptor {

    private final Consumer<InetSocketAddress> onNoDescriptors;

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
