package org.printfarm.mqtt.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes MQTT packets byte by byte; right or wrong ones, as the test says. */
public final class Packets {

    public static final int CONNACK = 2;
    public static final int PUBLISH = 3;
    public static final int PUBACK = 4;
    public static final int PUBREC = 5;
    public static final int PUBCOMP = 7;
    public static final int SUBACK = 9;
    public static final int UNSUBACK = 11;
    public static final int PINGRESP = 13;

    public static final int CLEAN = 0x02;
    public static final int WILL = 0x04;
    public static final int WILL_RETAIN = 0x20;
    public static final int PASSWORD = 0x40;
    public static final int USER = 0x80;

    /** Where the lower byte of the keep-alive is in a short CONNECT of "MQTT". */
    private static final int KEEP_ALIVE_AT = 11;

    private Packets() {}

    /** A CONNECT of 3.1.1 as a slicer sends it. */
    public static byte[] connect(String clientId, String code) {
        return connect("MQTT", 4, USER | PASSWORD | CLEAN, clientId, "bblp", code);
    }

    /** Any CONNECT. Texts for the payload follow the client id in the order of the protocol. */
    public static byte[] connect(String protocol, int level, int flags, String clientId, String... texts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, protocol);
        body.write(level);
        body.write(flags);
        body.write(0);
        body.write(5);
        text(body, clientId);
        for (String text : texts) {
            text(body, text);
        }
        return packet(0x10, body.toByteArray());
    }

    /** The same CONNECT, asking for no keep-alive at all: for a server that enforces it. */
    public static byte[] withoutKeepAlive(byte[] connect) {
        byte[] changed = connect.clone();
        changed[KEEP_ALIVE_AT] = 0;
        return changed;
    }

    public static byte[] subscribe(int id, String filter, int qos) {
        ByteArrayOutputStream body = id(id);
        text(body, filter);
        body.write(qos);
        return packet(0x82, body.toByteArray());
    }

    public static byte[] unsubscribe(int id, String filter) {
        ByteArrayOutputStream body = id(id);
        text(body, filter);
        return packet(0xA2, body.toByteArray());
    }

    public static byte[] publish(String topic, int qos, int id, byte[] payload) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, topic);
        if (qos > 0) {
            body.writeBytes(id(id).toByteArray());
        }
        body.writeBytes(payload);
        return packet(0x30 | (qos << 1), body.toByteArray());
    }

    public static byte[] publish(String topic, String payload) {
        return publish(topic, 0, 0, payload.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] pubrel(int id) {
        return packet(0x62, id(id).toByteArray());
    }

    public static byte[] puback(int id) {
        return packet(0x40, id(id).toByteArray());
    }

    public static byte[] ping() {
        return packet(0xC0);
    }

    public static byte[] disconnect() {
        return packet(0xE0);
    }

    /** Any packet, with its length written properly. */
    public static byte[] packet(int first, byte... body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        int length = body.length;
        do {
            int septet = length & 0x7F;
            length >>>= 7;
            out.write(length > 0 ? septet | 0x80 : septet);
        } while (length > 0);
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static ByteArrayOutputStream id(int id) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(id >> 8);
        body.write(id);
        return body;
    }

    private static void text(ByteArrayOutputStream body, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        body.write(bytes.length >> 8);
        body.write(bytes.length);
        body.writeBytes(bytes);
    }
}
