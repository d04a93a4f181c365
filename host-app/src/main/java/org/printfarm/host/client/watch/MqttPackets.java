package org.printfarm.host.client.watch;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.printfarm.host.client.ClientException;

/** The few packets of MQTT 3.1.1 that a watcher needs. Pure but for reading from a stream. */
final class MqttPackets {

    /** The largest packet that is read, bytes. A full status has 5 to 20 kB. */
    static final int MAX_BYTES = 1024 * 1024;

    static final int CONNACK = 2;
    static final int PUBLISH = 3;

    /** What the client promises to the printer: something at least this often, seconds. */
    static final int KEEP_ALIVE_SECONDS = 60;

    private static final int CONNECT = 0x10;
    private static final int PUBLISH_ONCE_AT_MOST = 0x30;
    private static final int SUBSCRIBE = 0x82;
    private static final int PINGREQ = 0xC0;
    private static final int DISCONNECT = 0xE0;
    private static final int LEVEL_3_1_1 = 4;
    private static final int USER_PASSWORD_CLEAN = 0xC2;
    private static final int MORE = 0x80;
    private static final int SEPTET = 0x7F;
    private static final int MAX_LENGTH_BYTES = 4;

    private MqttPackets() {}

    /** One packet from the printer. The buffer's position is 0. */
    record Received(int first, ByteBuffer body) {

        int type() {
            return first >> 4;
        }

        /** What a PUBLISH carries; empty for other packets and for a broken one. */
        Optional<byte[]> payload() {
            int qos = (first >> 1) & 3;
            if (type() != PUBLISH || body.remaining() < 2) {
                return Optional.empty();
            }
            int start = 2 + Short.toUnsignedInt(body.getShort(0)) + (qos > 0 ? 2 : 0);
            if (start > body.limit()) {
                return Optional.empty();
            }
            byte[] payload = new byte[body.limit() - start];
            body.get(start, payload);
            return Optional.of(payload);
        }
    }

    static byte[] connect(String clientId, String user, String code) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.write(LEVEL_3_1_1);
        body.write(USER_PASSWORD_CLEAN);
        body.write(0);
        body.write(KEEP_ALIVE_SECONDS);
        text(body, clientId);
        text(body, user);
        text(body, code);
        return packet(CONNECT, body);
    }

    static byte[] subscribe(String filter) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(0);
        body.write(1);
        text(body, filter);
        body.write(0);
        return packet(SUBSCRIBE, body);
    }

    static byte[] publish(String topic, String payload) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, topic);
        body.writeBytes(payload.getBytes(StandardCharsets.UTF_8));
        return packet(PUBLISH_ONCE_AT_MOST, body);
    }

    static byte[] ping() {
        return packet(PINGREQ, new ByteArrayOutputStream());
    }

    static byte[] disconnect() {
        return packet(DISCONNECT, new ByteArrayOutputStream());
    }

    /**
     * Reads the next packet.
     *
     * @param in where from
     * @return the packet
     * @throws ClientException when what comes is no packet, or one above {@link #MAX_BYTES}
     * @throws IOException when the connection ended
     */
    static Received read(DataInputStream in) throws IOException, ClientException {
        int first = in.readUnsignedByte();
        int length = 0;
        int octet = MORE;
        for (int index = 0; (octet & MORE) != 0; index++) {
            if (index == MAX_LENGTH_BYTES) {
                throw new ClientException(ClientException.Code.BAD_PACKET, "what came is not MQTT");
            }
            octet = in.readUnsignedByte();
            length |= (octet & SEPTET) << (7 * index);
        }
        if (length > MAX_BYTES) {
            throw new ClientException(ClientException.Code.BAD_PACKET, "the printer sent a packet above 1 MiB");
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return new Received(first, ByteBuffer.wrap(body));
    }

    private static byte[] packet(int first, ByteArrayOutputStream body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        int length = body.size();
        do {
            int septet = length & SEPTET;
            length >>>= 7;
            out.write(length > 0 ? septet | MORE : septet);
        } while (length > 0);
        out.writeBytes(body.toByteArray());
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream body, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        body.write(bytes.length >> 8);
        body.write(bytes.length);
        body.writeBytes(bytes);
    }
}
