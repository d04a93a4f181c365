package org.printfarm.host.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Times as people write them. */
final class TimeText {

    private TimeText() {}

    /**
     * A time, or how long ago.
     *
     * @param text 2026-11-27T08:00:00Z, 2026-11-27 (midnight UTC), or 90m, 12h, 7d before now
     * @param option its name, for the message
     */
    static Instant before(Instant now, String text, String option, CommandSpec spec) {
        return of(now, text, option, spec, -1);
    }

    /** A time, or how long from now. */
    static Instant after(Instant now, String text, String option, CommandSpec spec) {
        return of(now, text, option, spec, 1);
    }

    private static Instant of(Instant now, String text, String option, CommandSpec spec, int direction) {
        try {
            if (text.matches("[0-9]{1,6}[dhms]")) {
                Duration length = text.endsWith("d")
                        ? Duration.ofDays(Integer.parseInt(text.substring(0, text.length() - 1)))
                        : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
                return now.plus(length.multipliedBy(direction));
            }
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": expected a time as 2026-11-27T08:00:00Z or 2026-11-27, or 90m, 12h, 7d");
        }
    }
}
