package org.printfarm.bench.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Replies, right and wrong. */
final class Replies {

    static final String SERIAL = "00M09A000000007";
    static final String RIGHT_JSON =
            "{\"login\":{\"bind\":\"free\",\"command\":\"detect\",\"connect\":\"lan\",\"dev_cap\":1,"
                    + "\"id\":\"" + SERIAL + "\",\"model\":\"BL-P001\",\"name\":\"Bay 7\",\"sequence_id\":3021,"
                    + "\"version\":\"01.09.00.00\"}}";

    private Replies() {}

    static byte[] right() {
        return framed(RIGHT_JSON);
    }

    static byte[] framed(String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        int length = body.length + 6;
        return join(new byte[] {(byte) 0xA5, (byte) 0xA5, (byte) length, (byte) (length >> 8)}, body, new byte[] {
            (byte) 0xA7, (byte) 0xA7
        });
    }

    static byte[] with(int place, int value) {
        byte[] reply = right();
        reply[place < 0 ? reply.length + place : place] = (byte) value;
        return reply;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
