package org.printfarm.host.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.printfarm.api.settings.Secret;

/**
 * Passwords as they are kept: Argon2id, in the form {@code $argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>} of its reference
 * implementation, with the parameters in it, so that later ones may be stronger. One takes {@value #KIB} KiB and a tenth of a
 * second.
 */
final class PasswordHash {

    /** The least that OWASP's cheat sheet on password storage recommends for Argon2id: 19 MiB, two passes, one lane. */
    private static final int KIB = 19_456;

    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** Of what is read: whoever can write the record makes the farm use no more memory than this. */
    private static final int MAX_KIB = 1 << 18;

    private static final int MAX_PASSES = 16;

    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,2}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private static final SecureRandom RANDOM = new SecureRandom();

    private PasswordHash() {}

    /** A new hash, with a salt of its own. */
    static String of(Secret password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Base64.Encoder text = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + KIB + ",t=" + PASSES + ",p=" + LANES + "$" + text.encodeToString(salt) + "$"
                + text.encodeToString(hash(password, salt, KIB, PASSES, LANES, HASH_BYTES));
    }

    /** Whether a password is the one of a hash; false for a hash that is none. */
    static boolean matches(Secret password, String hash) {
        Matcher parts = FORM.matcher(hash);
        if (!parts.matches()) {
            return false;
        }
        int kib = Integer.parseInt(parts.group(1));
        int passes = Integer.parseInt(parts.group(2));
        int lanes = Integer.parseInt(parts.group(3));
        if (kib > MAX_KIB || passes < 1 || passes > MAX_PASSES || lanes < 1 || kib < 8 * lanes) {
            return false;
        }
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        byte[] kept = Base64.getDecoder().decode(parts.group(5));
        return MessageDigest.isEqual(kept, hash(password, salt, kib, passes, lanes, kept.length));
    }

    private static byte[] hash(Secret password, byte[] salt, int kib, int passes, int lanes, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(kib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] clear = password.revealClearText().getBytes(StandardCharsets.UTF_8);
        byte[] hash = new byte[length];
        generator.generateBytes(clear, hash);
        Arrays.fill(clear, (byte) 0);
        return hash;
    }
}
