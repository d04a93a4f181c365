package org.printfarm.host.address;

import java.util.Locale;
import java.util.Optional;

/**
 * How it stands with an address.
 *
 * @param kind what it is
 * @param words who has it, or why it cannot be made; may be empty
 */
public record AddressState(Kind kind, String words) {

    /** What an address is, with its word on the socket in lower case. */
    public enum Kind {
        /** It is on this machine. */
        HERE,
        /** Nobody has it. */
        FREE,
        /** Another machine answers for it. */
        TAKEN,
        /** It is not one of the pool. */
        REFUSED,
        /** It cannot be made. */
        FAILED
    }

    /** The longest words, characters. */
    private static final int MAX_WORDS = 200;

    static AddressState of(Kind kind) {
        return new AddressState(kind, "");
    }

    static AddressState failed(String reason) {
        String line = reason.lines().findFirst().orElse("");
        return new AddressState(Kind.FAILED, line.substring(0, Math.min(MAX_WORDS, line.length())));
    }

    /** As it stands on the socket behind its address, for instance {@code taken 02:00:00:00:00:01}. */
    String line() {
        return (kind.name().toLowerCase(Locale.ROOT) + " " + words).strip();
    }

    /** The other way round; empty when the text is none. */
    static Optional<AddressState> parse(String line) {
        String[] parts = line.split(" ", 2);
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(parts[0])) {
                return Optional.of(new AddressState(kind, parts.length == 1 ? "" : parts[1]));
            }
        }
        return Optional.empty();
    }
}
