#!/bin/bash
# One would guess: after a packet beyond its limit, Netty's MqttDecoder skips it and reads on, or closes the channel.
# What happens: it hands out one message whose decoderResult failed (TooLongFrameException), throws nothing, leaves the channel open,
# and drops every byte from then on: the pings that follow never come out.
# Seen with netty-codec-mqtt 4.2.20.Final on JDK 17 on 2026-11-27.
# Why it matters: a server that only logs failed messages keeps a slicer that it will never hear again, and answers none of its pings.
cd "$(dirname "$0")" && . ./lib.sh
jars io.netty:netty-codec-mqtt:4.2.20.Final
cat >"$work/Large.java" <<'J'
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.*;

public class Large {
    public static void main(String[] arguments) {
        EmbeddedChannel channel = new EmbeddedChannel(new MqttDecoder(64));
        byte[] publish = new byte[2 + 100];
        publish[0] = 0x30;
        publish[1] = 100;
        publish[3] = 1;
        publish[4] = 'a';
        byte[] ping = {(byte) 0xc0, 0};
        tell(channel, "ping", ping);
        tell(channel, "publish of 100 bytes", publish);
        tell(channel, "ping", ping);
        tell(channel, "ping", ping);
    }

    static void tell(EmbeddedChannel channel, String name, byte[] bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        MqttMessage message = channel.readInbound();
        System.out.println(name + ": " + (message == null ? "nothing" : message.fixedHeader().messageType() + ", "
                + (message.decoderResult().isSuccess() ? "good" : message.decoderResult().cause().getClass().getSimpleName()))
                + ", open: " + channel.isOpen());
    }
}
J
java_file Large.java
says 'ping: PINGREQ, good, open: true' 'publish of 100 bytes: PUBLISH, TooLongFrameException, open: true' 'ping: nothing, open: true'
holds
