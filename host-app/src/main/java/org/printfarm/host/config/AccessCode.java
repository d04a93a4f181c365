package org.printfarm.host.config;

import java.time.Instant;
import java.util.Optional;
import org.printfarm.api.settings.Secret;

/**
 * What a printer can be logged in to with.
 *
 * @param now its access code
 * @param before the one that it had, which is good for some time yet
 */
public record AccessCode(Secret now, Optional<Former> before) {

    /**
     * An access code that has been replaced.
     *
     * @param code the code
     * @param until from this moment on it is refused
     */
    public record Former(Secret code, Instant until) {}

    /** One that replaces no other. */
    static AccessCode of(Secret now) {
        return new AccessCode(now, Optional.empty());
    }
}
