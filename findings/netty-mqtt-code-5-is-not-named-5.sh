#!/bin/bash
# One would guess: of MqttConnectReturnCode's two constants, CONNECTION_REFUSED_NOT_AUTHORIZED_5 is the CONNACK code 5.
# What happens: the _5 means MQTT 5. It goes out as 0x87 (135), to a client of MQTT 3.1.1 too, for which that is no code at all;
# 5 is the constant without the number. The encoder knows the version of the connection and says nothing.
# Seen with netty-codec-mqtt 4.2.20.Final on JDK 17 on 2026-11-27.
# Why it matters: slicers forget a stored access code only on 5. With 135 they keep the wrong one and come again for ever.
cd "$(dirname "$0")" && . ./lib.sh
jars io.netty:netty-codec-mqtt:4.2.20.Final
cat >"$work/Codes.java" <<'J'
import io.netty.buffer.*;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.*;

public class Codes {
    public static void main(String[] arguments) {
        EmbeddedChannel channel = new EmbeddedChannel(new MqttDecoder(), MqttEncoder.INSTANCE);
        byte[] connect = {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 5, 0, 1, 'x'};
        channel.writeInbound(Unpooled.wrappedBuffer(connect));
        System.out.println("client's version: " + ((MqttConnectMessage) channel.readInbound()).variableHeader().version());
        for (MqttConnectReturnCode code : new MqttConnectReturnCode[] {
            MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5, MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED
        }) {
            channel.writeOutbound(MqttMessageBuilders.connAck().returnCode(code).build());
            System.out.println(code + ": " + ByteBufUtil.hexDump((ByteBuf) channel.readOutbound()));
        }
    }
}
J
java_file Codes.java
says "client's version: 4" 'CONNECTION_REFUSED_NOT_AUTHORIZED_5: 20020087' 'CONNECTION_REFUSED_NOT_AUTHORIZED: 20020005'
holds
