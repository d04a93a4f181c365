package org.printfarm.mqtt.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

/** Event loops that keep each accepted connection on the loop of the socket that accepted it. */
final class PinnedLoops extends MultiThreadIoEventLoopGroup {

    PinnedLoops(int threads) {
        super(threads, new DefaultThreadFactory("mqtt-loop", true), NioIoHandler.newFactory());
    }

    @Override
    public ChannelFuture register(Channel channel) {
        Channel parent = channel.parent();
        return parent == null ? super.register(channel) : parent.eventLoop().register(channel);
    }
}
