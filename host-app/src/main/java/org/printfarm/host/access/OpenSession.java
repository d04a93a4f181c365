package org.printfarm.host.access;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who signed in and has not signed out.
 *
 * @param hash SHA-256 of the session's id, lower case hex
 * @param account the user; empty for the owner of the data folder, who came by a link
 * @param seen when it was used last, to {@link SignIn#SEEN}
 * @param ends when it ends however much it is used
 */
public record OpenSession(String hash, Optional<String> account, Instant seen, Instant ends) {

    /** Without the hash. */
    @Override
    public String toString() {
        return "session[account=" + account + "]";
    }
}
