package org.printfarm.bambu.link;

import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The {@value #THREADS} event loops of all machines. None runs before the first machine is opened. Any thread. */
public final class LinkLoops implements AutoCloseable {

    private static final int THREADS = 2;
    private static final long QUIET_SECONDS = 0;
    private static final long END_SECONDS = 4;

    private @Nullable MultiThreadIoEventLoopGroup group;

    /** Starts no thread yet. */
    public LinkLoops() {}

    synchronized IoEventLoop next() {
        if (group == null) {
            group = new MultiThreadIoEventLoopGroup(
                    THREADS, new DefaultThreadFactory("bambu-loop", true), NioIoHandler.newFactory());
        }
        return group.next();
    }

    @Override
    public synchronized void close() {
        if (group != null) {
            group.shutdownGracefully(QUIET_SECONDS, END_SECONDS, TimeUnit.SECONDS)
                    .awaitUninterruptibly(END_SECONDS, TimeUnit.SECONDS);
            group = null;
        }
    }
}
