package org.printfarm.bench.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the MQTT 3.1.1 packets that a slicer sends. Pure. */
final class MqttPackets {

    private static final int CONNECT = 0x10;
    private static final int PUBLISH = 0x30;
    private static final int SUBSCRIBE = 0x82;
    private static final int LEVEL = 4;
    private static final int USER_PASSWORD_CLEAN = 0x80 | 0x40 | 0x02;
    private static final String USER = "bblp";

    private MqttPackets() {}

    /** A CONNECT that asks for no keep-alive. */
    static byte[] connect(String clientId, String code) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.write(LEVEL);
        body.write(USER_PASSWORD_CLEAN);
        number(body, 0);
        text(body, clientId);
        text(body, USER);
        text(body, code);
        return packet(CONNECT, body.toByteArray());
    }

    static byte[] subscribe(String topic) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        number(body, 1);
        text(body, topic);
        body.write(0);
        return packet(SUBSCRIBE, body.toByteArray());
    }

    static byte[] publish(String topic, byte[] payload) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, topic);
        body.writeBytes(payload);
        return packet(PUBLISH, body.toByteArray());
    }

    private static byte[] packet(int first, byte[] body) {
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

    private static void text(ByteArrayOutputStream body, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(body, bytes.length);
        body.writeBytes(bytes);
    }

    private static void number(ByteArrayOutputStream body, int number) {
        body.write(number >> 8);
        body.write(number);
    }
}
