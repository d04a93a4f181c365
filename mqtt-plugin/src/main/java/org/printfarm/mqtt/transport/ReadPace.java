package org.printfarm.mqtt.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.util.concurrent.TimeUnit;

/** When one client is read from: not while it is behind with reading, or ahead with sending. Confined to its loop. */
final class ReadPace {

    private final ChannelHandlerContext context;
    private final Runnable onReading;
    private final InboundThrottle throttle = new InboundThrottle(System.nanoTime());
    private boolean throttled;

    /**
     * Reads on until told otherwise.
     *
     * @param context the connection
     * @param onReading told when nothing that came holds up what comes
     */
    ReadPace(ChannelHandlerContext context, Runnable onReading) {
        this.context = context;
        this.onReading = onReading;
    }

    /** Counts a packet, and stops reading for the rest of the second when there were too many. */
    void count(MqttMessage packet) {
        int size =
                packet instanceof MqttPublishMessage publish ? publish.payload().readableBytes() : 0;
        long pause = throttle.count(System.nanoTime(), size);
        if (pause > 0 && !throttled) {
            throttled = true;
            readOrWait();
            Outcome.ignored(context.executor().schedule(this::resume, pause, TimeUnit.NANOSECONDS));
        }
    }

    /** Looks again at whether to read. */
    void readOrWait() {
        context.channel().config().setAutoRead(!throttled && context.channel().isWritable());
        if (isReading()) {
            onReading.run();
        }
    }

    boolean isReading() {
        return context.channel().config().isAutoRead();
    }

    private void resume() {
        throttled = false;
        readOrWait();
    }
}
