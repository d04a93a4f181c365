package org.printfarm.host.tls;

import java.nio.ByteBuffer;

/** Writes the first message of a TLS client, as RFC 8446, section 4.1.2, has it, with the lists that a test wants. */
final class Hello {

    private int[] suites = {0x1301};
    private final ByteBuffer extensions = ByteBuffer.allocate(1024);

    Hello suites(int... numbers) {
        suites = numbers;
        return this;
    }

    Hello groups(int... numbers) {
        return extension(10, false, numbers);
    }

    Hello schemes(int... numbers) {
        return extension(13, false, numbers);
    }

    Hello versions(int... numbers) {
        return extension(43, true, numbers);
    }

    /** Such as a server name, whose content does not matter here. */
    Hello another(int type, int bytes) {
        extensions.putShort((short) type).putShort((short) bytes).put(new byte[bytes]);
        return this;
    }

    private Hello extension(int type, boolean shortLength, int... numbers) {
        int list = 2 * numbers.length;
        extensions.putShort((short) type).putShort((short) (list + (shortLength ? 1 : 2)));
        if (shortLength) {
            extensions.put((byte) list);
        } else {
            extensions.putShort((short) list);
        }
        for (int number : numbers) {
            extensions.putShort((short) number);
        }
        return this;
    }

    /** One record, ready to be read. */
    ByteBuffer record() {
        int lists = extensions.position();
        int body = 2 + 32 + 1 + 32 + 2 + 2 * suites.length + 2 + (lists == 0 ? 0 : 2 + lists);
        ByteBuffer record = ByteBuffer.allocate(5 + 4 + body);
        record.put((byte) 22).putShort((short) 0x0301).putShort((short) (4 + body));
        record.put((byte) 1).put((byte) 0).putShort((short) body);
        record.putShort((short) 0x0303).put(new byte[32]).put((byte) 32).put(new byte[32]);
        record.putShort((short) (2 * suites.length));
        for (int suite : suites) {
            record.putShort((short) suite);
        }
        record.put((byte) 1).put((byte) 0);
        if (lists > 0) {
            record.putShort((short) lists).put(extensions.array(), 0, lists);
        }
        return record.flip();
    }

    ClientHello read() {
        return ClientHello.in(record()).orElseThrow();
    }
}
