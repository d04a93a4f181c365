package org.printfarm.mqtt.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What goes to one client, and the watch over whether it reads. Confined to the client's loop.
 *
 * <p>A status is left out while the client is behind: the next one says it all again. An answer is not left out, but a
 * client that lets them pile up is dropped; and so is one whose socket takes no byte, or stays full, for {@value
 * #STALL_SECONDS} s.
 */
final class Outbound {

    /** How long a client may not read. */
    static final int STALL_SECONDS = 5;

    /** What may wait for one client, bytes. */
    static final int MAX_PENDING_BYTES = 512 * 1024;

    /** Messages of quality 1 that wait to be acknowledged; those beyond go out with quality 0. */
    static final int MAX_UNACKNOWLEDGED = 32;

    private static final int LAST_PACKET_ID = 0xFFFF;
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(STALL_SECONDS);
    private static final long WATCH_MILLIS = 500;

    private final ChannelHandlerContext context;
    private final Runnable onStall;
    private final Set<Integer> unacknowledged = new HashSet<>();
    private int lastPacketId;
    private boolean watching;
    private long lastProgress;
    private long lastRoom;
    private long lastSeenPosition;

    Outbound(ChannelHandlerContext context, Runnable onStall) {
        this.context = context;
        this.onStall = onStall;
    }

    void status(String topic, int qos, byte[] payload) {
        if (context.channel().isWritable()) {
            Object packet = qos == 0 ? SharedFrame.of(topic, payload) : publish(topic, qos, payload);
            Outcome.ignored(context.write(packet));
        }
    }

    void answer(String topic, int qos, byte[] payload) {
        if (pending() > MAX_PENDING_BYTES) {
            onStall.run();
        } else {
            Outcome.ignored(context.write(publish(topic, qos, payload)));
        }
    }

    void packet(Object packet) {
        Outcome.ignored(context.write(packet));
    }

    void flush() {
        context.flush();
        if (!watching && pending() > 0) {
            watching = true;
            lastProgress = System.nanoTime();
            lastRoom = lastProgress;
            lastSeenPosition = position();
            watchAgain();
        }
    }

    void acknowledged(int packetId) {
        unacknowledged.remove(packetId);
    }

    private MqttPublishMessage publish(String topic, int qos, byte[] payload) {
        boolean acknowledged = qos > 0 && unacknowledged.size() < MAX_UNACKNOWLEDGED;
        MqttFixedHeader header = new MqttFixedHeader(
                MqttMessageType.PUBLISH, false, acknowledged ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE, false, 0);
        int packetId = acknowledged ? nextPacketId() : 0;
        return new MqttPublishMessage(
                header, new MqttPublishVariableHeader(topic, packetId), Unpooled.wrappedBuffer(payload));
    }

    /** Ends because at most {@link #MAX_UNACKNOWLEDGED} of all ids are taken. */
    private int nextPacketId() {
        do {
            lastPacketId = lastPacketId % LAST_PACKET_ID + 1;
        } while (!unacknowledged.add(lastPacketId));
        return lastPacketId;
    }

    private void watchAgain() {
        Outcome.ignored(context.executor().schedule(this::watch, WATCH_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void watch() {
        if (!context.channel().isActive() || pending() == 0) {
            watching = false;
            return;
        }
        long now = System.nanoTime();
        long position = position();
        if (position != lastSeenPosition) {
            lastSeenPosition = position;
            lastProgress = now;
        }
        if (context.channel().isWritable()) {
            lastRoom = now;
        }
        if (now - lastProgress >= STALL_NANOS || now - lastRoom >= STALL_NANOS) {
            watching = false;
            onStall.run();
        } else {
            watchAgain();
        }
    }

    private long pending() {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** A number that changes when the socket has taken something: which buffer is being written, and how far. */
    private long position() {
        Channel channel = context.channel();
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null
                ? 0
                : ((long) System.identityHashCode(buffer.current()) << Integer.SIZE) ^ buffer.currentProgress();
    }
}
