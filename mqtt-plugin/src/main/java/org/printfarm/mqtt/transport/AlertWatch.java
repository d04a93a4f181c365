package org.printfarm.mqtt.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Map;
import java.util.Optional;

/**
 * Stands before TLS and notes an alert that a client sends in the clear. On TLS 1.3 clients made with OpenSSL, slicers among
 * them, say so that they do not trust the CA, and an engine that expects encryption throws something else. Takes itself out
 * when the client is logged in.
 */
final class AlertWatch extends ChannelInboundHandlerAdapter {

    /** Alert, TLS 1.2 on the outside, two bytes, fatal; the description follows (RFC 8446 sections 5.1 and 6). */
    private static final byte[] FATAL_ALERT = {0x15, 0x03, 0x03, 0x00, 0x02, 0x02};

    private static final Map<Integer, String> DESCRIPTIONS = Map.of(
            40, "HANDSHAKE_FAILURE",
            42, "BAD_CERTIFICATE",
            43, "UNSUPPORTED_CERTIFICATE",
            44, "CERTIFICATE_REVOKED",
            45, "CERTIFICATE_EXPIRED",
            46, "CERTIFICATE_UNKNOWN",
            47, "ILLEGAL_PARAMETER",
            48, "UNKNOWN_CA",
            70, "PROTOCOL_VERSION",
            80, "INTERNAL_ERROR");

    private Optional<String> seen = Optional.empty();

    /**
     * The alert, if there was one.
     *
     * @return its name in upper case
     */
    Optional<String> seen() {
        return seen;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes && seen.isEmpty()) {
            seen = alertAtTheEnd(bytes);
        }
        context.fireChannelRead(message);
    }

    /** A client says nothing after a fatal alert, so it is the last of what it sent. */
    private static Optional<String> alertAtTheEnd(ByteBuf bytes) {
        int start = bytes.writerIndex() - FATAL_ALERT.length - 1;
        if (start < bytes.readerIndex()) {
            return Optional.empty();
        }
        for (int index = 0; index < FATAL_ALERT.length; index++) {
            if (bytes.getByte(start + index) != FATAL_ALERT[index]) {
                return Optional.empty();
            }
        }
        int description = bytes.getUnsignedByte(start + FATAL_ALERT.length);
        return Optional.ofNullable(DESCRIPTIONS.get(description));
    }
}
