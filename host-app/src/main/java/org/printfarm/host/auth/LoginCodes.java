package org.printfarm.host.auth;

import java.time.Instant;
import java.util.Optional;
import org.printfarm.api.settings.Secret;

/**
 * What a printer can be logged in to with while its access code is rotated.
 *
 * @param now its access code
 * @param before the one that it had
 */
public record LoginCodes(Secret now, Optional<Former> before) {

    /**
     * An access code that is good for some time yet.
     *
     * @param code the code
     * @param until from this moment on it is refused
     */
    public record Former(Secret code, Instant until) {}

    /** Both are always compared, so that the time does not tell which one it was. */
    boolean matches(String code, Instant moment) {
        boolean isNow = now.matches(code);
        boolean isBefore = before.filter(former -> former.code().matches(code) && moment.isBefore(former.until()))
                .isPresent();
        return isNow || isBefore;
    }
}
