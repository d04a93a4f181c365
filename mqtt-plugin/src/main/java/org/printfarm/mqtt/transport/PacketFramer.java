package org.printfarm.mqtt.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttMessageFactory;
import java.util.List;

/**
 * Cuts the stream into whole packets (MQTT 3.1.1 section 2.2), and refuses one that is too long as soon as its length is
 * there. The decoder behind it reads a text that is longer than its packet from the packets that follow; with whole packets
 * it cannot.
 */
final class PacketFramer extends ByteToMessageDecoder {

    private static final int CONNECT = 0x10;
    private static final int MIN_HEADER_BYTES = 2;
    private static final int MAX_LENGTH_BYTES = 4;
    private static final int MORE = 0x80;
    private static final int SEPTET = 0x7F;

    private int limit;
    private boolean loggedIn;
    private boolean broken;

    /**
     * Before login: takes a CONNECT and nothing else.
     *
     * @param limit the largest length in its header
     */
    PacketFramer(int limit) {
        this.limit = limit;
    }

    /**
     * After login: takes every packet.
     *
     * @param newLimit the largest length in a packet's header from now on
     */
    void loggedIn(int newLimit) {
        loggedIn = true;
        limit = newLimit;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (!loggedIn && in.getUnsignedByte(in.readerIndex()) != CONNECT) {
            refuse(in, out, new CorruptedFrameException("type"));
            return;
        }
        int length = 0;
        for (int index = 1; index <= MAX_LENGTH_BYTES && in.readableBytes() > index; index++) {
            int octet = in.getByte(in.readerIndex() + index);
            length |= (octet & SEPTET) << (7 * (index - 1));
            if ((octet & MORE) == 0) {
                wholePacket(in, index + 1, length, out);
                return;
            }
        }
        if (in.readableBytes() >= MIN_HEADER_BYTES + MAX_LENGTH_BYTES - 1) {
            refuse(in, out, new CorruptedFrameException("length"));
        }
    }

    private void wholePacket(ByteBuf in, int headerBytes, int length, List<Object> out) {
        if (length > limit) {
            refuse(in, out, new TooLongFrameException("length"));
        } else if (in.readableBytes() >= headerBytes + length) {
            out.add(in.readRetainedSlice(headerBytes + length));
        }
    }

    private void refuse(ByteBuf in, List<Object> out, Throwable cause) {
        broken = true;
        in.skipBytes(in.readableBytes());
        out.add(MqttMessageFactory.newInvalidMessage(cause));
    }
}
