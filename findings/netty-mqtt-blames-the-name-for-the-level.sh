#!/bin/bash
# One would guess: for a CONNECT of a later protocol level, Netty's decoder says which level it was, so that a log can tell.
# What happens: the failure says "MQTT is an unknown protocol name", which it is not; the level is nowhere, and the message has neither
# variable header nor client id.
# Seen with netty-codec-mqtt 4.2.20.Final on JDK 17 on 2026-11-27, level 6.
# Why it matters: an operator who reads this looks for a foreign protocol on 8883, not for a client that is too new.
cd "$(dirname "$0")" && . ./lib.sh
jars io.netty:netty-codec-mqtt:4.2.20.Final
cat >"$work/Level.java" <<'J'
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.*;

public class Level {
    public static void main(String[] arguments) {
        EmbeddedChannel channel = new EmbeddedChannel(new MqttDecoder());
        byte[] connect = {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 6, 2, 0, 5, 0, 1, 'x'};
        channel.writeInbound(Unpooled.wrappedBuffer(connect));
        MqttMessage message = channel.readInbound();
        System.out.println(message.decoderResult().cause().getMessage());
        System.out.println("header: " + message.variableHeader() + ", payload: " + message.payload());
    }
}
J
java_file Level.java
says 'MQTT is an unknown protocol name' 'header: null, payload: null'
holds
