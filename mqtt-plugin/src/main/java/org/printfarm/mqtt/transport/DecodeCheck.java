package org.printfarm.mqtt.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.mqtt.MqttMessageFactory;

/** Stands before the decoder: a whole packet that makes no message is one that wants more than it has. */
final class DecodeCheck extends ChannelInboundHandlerAdapter {

    private final Counter counter = new Counter();
    private long packets;

    /** Stands behind the decoder. */
    private static final class Counter extends ChannelInboundHandlerAdapter {

        private long messages;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            messages++;
            context.fireChannelRead(message);
        }
    }

    /**
     * What must stand right behind the decoder.
     *
     * @return the same at every call
     */
    ChannelInboundHandler counter() {
        return counter;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object packet) {
        boolean whole = packet instanceof ByteBuf;
        packets++;
        context.fireChannelRead(packet);
        if (whole && counter.messages < packets && !context.isRemoved()) {
            context.pipeline()
                    .context(counter)
                    .fireChannelRead(MqttMessageFactory.newInvalidMessage(new CorruptedFrameException("too short")));
        }
    }
}
