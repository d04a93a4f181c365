package org.printfarm.mqtt.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;

/** Writes the answers to CONNECT. */
final class ConnectReplies {

    private static final byte CONNACK = 0x20;

    private ConnectReplies() {}

    static void accepted(ChannelHandlerContext context, boolean sessionPresent) {
        write(context, MqttConnectReturnCode.CONNECTION_ACCEPTED, sessionPresent);
    }

    static void wrongCode(ChannelHandlerContext context) {
        write(context, MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED, false);
    }

    /** The code was not looked at and may be right. Slicers forget theirs on 5, and on 5 alone. */
    static void notNow(ChannelHandlerContext context) {
        write(context, MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE, false);
    }

    static void clientIdRejected(ChannelHandlerContext context) {
        write(context, MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED, false);
    }

    /**
     * Answers in the form of 3.1.1, which is what a client of another version looks for after asking an older server:
     * return code 1, two bytes, no properties.
     */
    static void unsupportedVersion(ChannelHandlerContext context) {
        byte code = MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION.byteValue();
        Outcome.ignored(context.write(Unpooled.wrappedBuffer(new byte[] {CONNACK, 2, 0, code})));
    }

    private static void write(ChannelHandlerContext context, MqttConnectReturnCode code, boolean sessionPresent) {
        Outcome.ignored(context.write(MqttMessageBuilders.connAck()
                .returnCode(code)
                .sessionPresent(sessionPresent)
                .build()));
    }
}
