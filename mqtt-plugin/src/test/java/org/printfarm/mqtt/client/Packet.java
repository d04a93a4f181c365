package org.printfarm.mqtt.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One MQTT packet as it came: the first byte and what follows the length. */
public final class Packet {

    private final int first;
    private final byte[] body;

    Packet(int first, byte[] body) {
        this.first = first;
        this.body = body;
    }

    public int first() {
        return first;
    }

    public byte[] body() {
        return body;
    }

    public int type() {
        return first >> 4;
    }

    /** The quality of service of a PUBLISH. */
    public int qos() {
        return (first >> 1) & 3;
    }

    /** The topic of a PUBLISH. */
    public String topic() {
        ByteBuffer in = ByteBuffer.wrap(body);
        byte[] topic = new byte[in.getShort()];
        in.get(topic);
        return new String(topic, StandardCharsets.UTF_8);
    }

    /** The packet id of a PUBLISH of quality 1, or of any other packet that has one. */
    public int packetId() {
        int start = type() == Packets.PUBLISH ? 2 + ByteBuffer.wrap(body).getShort() : 0;
        return ByteBuffer.wrap(body).getShort(start) & 0xFFFF;
    }

    /** The payload of a PUBLISH. */
    public String payload() {
        int start = 2 + ByteBuffer.wrap(body).getShort() + (qos() > 0 ? 2 : 0);
        return new String(Arrays.copyOfRange(body, start, body.length), StandardCharsets.UTF_8);
    }
}
