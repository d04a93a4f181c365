package org.printfarm.host.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.printfarm.api.settings.Secret;

/**
 * Reads access codes: a literal, <code>${env:NAME}</code> or <code>${file:path}</code>. No message repeats any part of a
 * code, nor of a text that may be meant as one.
 */
final class AccessCodes {

    static final String EXPECTED = "8 letters or digits (A-Z, a-z, 0-9), ${env:NAME} or ${file:path}";

    /** Characters of an access code. Source: protocol notes, section 4. */
    private static final int LENGTH = 8;

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{" + LENGTH + "}");

    private final Reporter reporter;
    /** A code among the defaults is one code and one file, for however many printers: by where it stands in the file. */
    private final Map<String, Optional<Secret>> read = new HashMap<>();

    /** A reader for one run. */
    AccessCodes(Reporter reporter) {
        this.reporter = reporter;
    }

    /** The code that is written or referred to; empty when there is none, which is reported. */
    Optional<Secret> read(Node.Text text) {
        return read.computeIfAbsent(
                text.place().position(),
                position -> reporter.references()
                        .resolve(text, "access code", reporter)
                        .flatMap(found -> checked(found, text.place())));
    }

    private Optional<Secret> checked(References.Found found, SourcePosition place) {
        String code = found.text();
        if (CODE.matcher(code).matches()) {
            return Optional.of(Secret.of(code));
        }
        String expected = found.where().isEmpty() ? EXPECTED : "8 letters or digits" + found.where();
        String got = code.length() == LENGTH ? "another character too" : code.length() + " characters";
        reporter.mistake(place, "expected " + expected + ", got " + got);
        return Optional.empty();
    }
}
