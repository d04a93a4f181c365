package org.printfarm.api.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that must never be printed: an access code.
 *
 * <p>{@link #toString()} tells nothing, so a secret can stand in records, messages and logs without harm. Comparisons take
 * the same time wherever the texts differ. Immutable; any thread.
 *
 * @since 1.0
 */
public final class Secret {

    private final byte[] clearText;

    private Secret(byte[] clearText) {
        this.clearText = clearText;
    }

    /**
     * Wraps a clear text.
     *
     * @param clearText what is to be kept secret, may be empty
     * @return the secret
     */
    public static Secret of(String clearText) {
        return new Secret(clearText.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether a text that somebody offers is this secret, found out in a time that does not depend on where they differ.
     *
     * @param offered what the peer sent
     * @return true when both are the same
     */
    public boolean matches(String offered) {
        return MessageDigest.isEqual(clearText, offered.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The clear text. The only way to it, named loudly so that each use can be found and justified.
     *
     * @return the text that was wrapped
     */
    public String revealClearText() {
        return new String(clearText, StandardCharsets.UTF_8);
    }

    /** Constant-time comparison of the clear texts. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(clearText, secret.clearText);
    }

    /** The same for every secret, so that a hash tells nothing about the text. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    /** The word {@code redacted}, always. */
    @Override
    public String toString() {
        return "redacted";
    }
}
