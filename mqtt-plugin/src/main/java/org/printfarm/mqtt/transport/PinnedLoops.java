package org.printfarm.mqtt.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;

/** Event loops that keep each accepted connection on the loop of the socket that accepted it, and outlive what fails there. */
final class PinnedLoops extends MultiThreadIoEventLoopGroup {

    /**
     * Starts no thread yet.
     *
     * @param threads how many
     * @param selecting makes what each of them does
     * @param onRestart told when a loop failed and goes on; on its thread
     */
    PinnedLoops(int threads, IoHandlerFactory selecting, Runnable onRestart) {
        super(threads, new DefaultThreadFactory("mqtt-loop", true), (IoHandlerFactory)
                loop -> new LastingIo(selecting.newHandler(loop), onRestart));
    }

    @Override
    public ChannelFuture register(Channel channel) {
        Channel parent = channel.parent();
        return parent == null ? super.register(channel) : parent.eventLoop().register(channel);
    }
}
