package org.printfarm.web.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Map;
import org.printfarm.api.farm.FarmCallException;

/**
 * Why something was not done, as RFC 9457 has it.
 *
 * @param type {@code urn:printfarm:problem:} and the code
 * @param title what kind of trouble
 * @param status the HTTP status
 * @param detail one sentence for people
 * @param code for programs: upper case letters and underscores
 * @param mend what to do about it; may be empty
 */
@JsonInclude(Include.ALWAYS)
public record ProblemDocument(String type, String title, int status, String detail, String code, String mend) {

    /** Nobody is known to ask. */
    public static final String UNAUTHENTICATED = "UNAUTHENTICATED";

    private static final Map<String, Integer> STATUS = Map.ofEntries(
            Map.entry("BAD_REQUEST", 400),
            Map.entry(UNAUTHENTICATED, 401),
            Map.entry("FORBIDDEN", 403),
            Map.entry("NOT_FOUND", 404),
            Map.entry("NOT_ALLOWED_HERE", 405),
            Map.entry("NOT_POSSIBLE", 409),
            Map.entry("TOO_LARGE", 413),
            Map.entry("WRONG_HOST", 421),
            Map.entry("CONFIGURATION", 422),
            Map.entry("KEY_USED", 422),
            Map.entry("NOT_WHOLE", 422),
            Map.entry("NOT_ALLOWED", 422),
            Map.entry("BUSY", 503),
            Map.entry("NOT_RUNNING", 503),
            Map.entry("DATABASE_AWAY", 503),
            Map.entry("NO_REPLICA", 503),
            Map.entry("DISK_FULL", 507));

    private static final int FAULT = 500;

    /** Of what the farm says. */
    public static ProblemDocument of(FarmCallException e) {
        return of(e.code(), String.valueOf(e.getMessage()), e.mend());
    }

    /** With a code of one's own. */
    public static ProblemDocument of(String code, String detail, String mend) {
        return new ProblemDocument(
                "urn:printfarm:problem:" + code,
                code.charAt(0)
                        + code.substring(1).toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                STATUS.getOrDefault(code, FAULT),
                detail,
                code,
                mend);
    }
}
