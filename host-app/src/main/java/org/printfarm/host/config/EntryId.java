package org.printfarm.host.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** What printers, machines and pools are called in the file, in commands and in log lines. */
final class EntryId {

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");

    private EntryId() {}

    /** Reports an id that is none. */
    static void check(String id, SourcePosition place, Reporter reporter) {
        if (!ID.matcher(id).matches()) {
            String better = id.strip().toLowerCase(Locale.ROOT).replaceAll("[ _.]+", "-");
            reporter.mistake(
                    place,
                    "expected an id of 1 to 32 small letters, digits and dashes"
                            + (ID.matcher(better).matches() ? " (did you mean " + better + "?)" : ""));
        }
    }
}
