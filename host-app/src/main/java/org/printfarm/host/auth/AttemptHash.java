package org.printfarm.host.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A login attempt as a number that tells it from others and tells nothing else: 64 bits of an HMAC under a key that this
 * process alone has. Whoever reads the memory of the store learns no code from it without the key, and nobody can look for two
 * codes that share a number.
 */
final class AttemptHash {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private AttemptHash() {}

    /** Made at the first login, not at the farm's start. */
    private static final class Key {
        static final SecretKeySpec OF_THIS_PROCESS = new SecretKeySpec(random(), ALGORITHM);

        private static byte[] random() {
            byte[] bytes = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(bytes);
            return bytes;
        }
    }

    /**
     * The number of one attempt; the length of the user's name keeps the two texts apart.
     *
     * @param user as sent
     * @param code as sent
     * @return the same for the same two texts for as long as the process lives
     */
    static long of(String user, String code) {
        try {
            byte[] name = user.getBytes(StandardCharsets.UTF_8);
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(Key.OF_THIS_PROCESS);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).flip());
            mac.update(name);
            return ByteBuffer.wrap(mac.doFinal(code.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has " + ALGORITHM, missing);
        }
    }
}
