package org.printfarm.host.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key, without what makes it one.
 *
 * @param id 8 hex digits, which stand in the key too
 * @param name what it is for
 * @param role kiosk, viewer, submitter, operator or admin
 * @param scope ids of printers, and of pools with {@code pool:} before them; empty for the whole farm
 * @param created ISO 8601
 * @param expires ISO 8601; null for never
 * @param lastUsed ISO 8601, to the minute; null for never
 */
public record KeyView(
        String id,
        String name,
        String role,
        List<String> scope,
        String created,
        @Nullable String expires,
        @JsonProperty("last-used") @Nullable String lastUsed) {

    /**
     * A key that was just made: the only document that holds one.
     *
     * @param key what the farm keeps of it
     * @param secret the key itself, which nobody can tell again
     */
    public record Made(KeyView key, String secret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "made[" + key + "]";
        }
    }
}
