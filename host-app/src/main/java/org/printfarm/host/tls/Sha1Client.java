package org.printfarm.host.tls;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * A client that offers RSA with SHA-1 and no other signature algorithm, and plain-RSA key exchange, which needs no signature
 * by the printer. Only its first message: no engine of a JDK can be made to send it everywhere. The server of
 * JDK 25 then finds no certificate, since the CA signs with SHA-256; that of JDK 17 and the native library do not ask what signed it
 * (seen with 25.0.3 and 17.0.15, and with OpenSSL's client).
 */
final class Sha1Client {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    /** RFC 5246, section 7.4.1.2: TLS 1.2, no session, TLS_RSA_WITH_AES_256_GCM_SHA384 and its 128-bit sister. */
    private static final byte[] BEFORE_RANDOM = HEX.parseHex("16 03 01 00 39 01 00 00 35 03 03");

    /** The algorithm is {@code rsa_pkcs1_sha1}, 0201: RFC 8446, section 4.2.3. */
    private static final byte[] AFTER_RANDOM = HEX.parseHex("00 00 04 00 9d 00 9c 01 00 00 08 00 0d 00 04 00 02 02 01");

    private static final int RANDOM_BYTES = 32;
    private static final byte HANDSHAKE = 0x16;

    private Sha1Client() {}

    /**
     * Whether a server goes on with such a client.
     *
     * @param server nobody spoke to it yet; closed afterwards
     */
    static boolean isAdmitted(SSLEngine server) {
        int room = server.getSession().getPacketBufferSize();
        ByteBuffer reply = ByteBuffer.allocate(room);
        try {
            server.beginHandshake();
            server.unwrap(hello(), ByteBuffer.allocate(room));
            MemoryHandshake.runTasks(server);
            server.wrap(ByteBuffer.allocate(0), reply);
            return reply.position() > 0 && reply.get(0) == HANDSHAKE;
        } catch (SSLException refused) {
            return false;
        } finally {
            MemoryHandshake.close(server);
        }
    }

    private static ByteBuffer hello() {
        return ByteBuffer.allocate(BEFORE_RANDOM.length + RANDOM_BYTES + AFTER_RANDOM.length)
                .put(BEFORE_RANDOM)
                .put(new byte[RANDOM_BYTES])
                .put(AFTER_RANDOM)
                .flip();
    }
}
