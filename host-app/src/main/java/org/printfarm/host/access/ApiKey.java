package org.printfarm.host.access;

import java.time.Instant;
import java.util.Optional;

/**
 * A program's key to the farm.
 *
 * @param id 8 hex digits; stands in the key itself too, and is no secret
 * @param name what it is for, for people
 * @param role what its holder is to the farm
 * @param scope what he may see and act on
 * @param hash SHA-256 of the whole key, lower case hex
 * @param created when it was made
 * @param expires from when on it is none; empty for never
 * @param lastUsed when it was used last, to the minute; empty for never
 */
public record ApiKey(
        String id,
        String name,
        Role role,
        Scope scope,
        String hash,
        Instant created,
        Optional<Instant> expires,
        Optional<Instant> lastUsed) {

    /** Whether it opens nothing any more. */
    boolean isExpired(Instant now) {
        return expires.filter(end -> !now.isBefore(end)).isPresent();
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "key[id=" + id + ", role=" + role + "]";
    }
}
