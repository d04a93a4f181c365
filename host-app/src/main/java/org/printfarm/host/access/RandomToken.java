package org.printfarm.host.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.printfarm.api.settings.Secret;

/**
 * Keys and ids of sessions: {@value #BYTES} random bytes, which nobody guesses, so that a plain SHA-256 keeps them and guesses
 * need not be counted.
 */
public final class RandomToken {

    /** Before every key, so that people and programs that look for lost secrets know it. */
    static final String KEY_PREFIX = "pfk_";

    private static final int BYTES = 32;
    private static final int ID_BYTES = 4;
    private static final int ID_LENGTH = 2 * ID_BYTES;

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomToken() {}

    /** A new id of a session, or a word that lets somebody in once: 43 characters of a URL. */
    public static Secret session() {
        return Secret.of(random());
    }

    /** A new id of a key, 8 hex digits. */
    static String id() {
        byte[] bytes = new byte[ID_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** A new key with an id. */
    static Secret key(String id) {
        return Secret.of(KEY_PREFIX + id + "_" + random());
    }

    /** The id in a key; empty for what is none. */
    static String idOf(String key) {
        int end = KEY_PREFIX.length() + ID_LENGTH;
        return key.startsWith(KEY_PREFIX) && key.length() > end ? key.substring(KEY_PREFIX.length(), end) : "";
    }

    /** As it is kept: lower case hex. */
    static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    /** Whether a token is the one of a hash, found out in a time that does not depend on where they differ. */
    static boolean matches(String token, String hash) {
        return MessageDigest.isEqual(
                hash(token).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
