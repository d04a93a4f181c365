package org.printfarm.host.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.printfarm.api.settings.Secret;

/**
 * Reads access codes: a literal, <code>${env:NAME}</code> or <code>${file:path}</code>, or <code>{now: …, before: …, until:
 * …}</code> with two of them. No message repeats any part of a code, nor of a text that may be meant as one.
 */
final class AccessCodes {

    static final String EXPECTED = "8 letters or digits (A-Z, a-z, 0-9), ${env:NAME} or ${file:path}";

    static final String KEY = "access-code";
    static final String NOW = "now";
    static final String BEFORE = "before";
    static final String UNTIL = "until";

    /** The keys of a code that replaces another. */
    static final List<String> KEYS = List.of(NOW, BEFORE, UNTIL);

    private static final String MOMENT = "a time with its offset like 2026-12-24T00:00Z";

    /** Characters of an access code. Source: protocol notes, section 4. */
    private static final int LENGTH = 8;

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{" + LENGTH + "}");

    private final Reporter reporter;
    private final InstantSource clock;

    /** A code among the defaults is one code and one file, for however many printers: by where it stands and what it says. */
    private final Map<Written, Optional<Secret>> read = new HashMap<>();

    /** Two printers of one range stand in one place. */
    private record Written(String position, String text) {

        /** The text may be a code. */
        @Override
        public String toString() {
            return position;
        }
    }

    /** A reader for one run. */
    AccessCodes(Reporter reporter, InstantSource clock) {
        this.reporter = reporter;
        this.clock = clock;
    }

    /** The code of a section that must have one; empty when it has none that can be used, which is reported. */
    Optional<AccessCode> required(Section section) {
        if (!section.has(KEY)) {
            reporter.mistake(section.place().missing(KEY), "expected " + EXPECTED + ", got nothing");
        }
        return read(section);
    }

    /** The code of a section; empty when there is none, or none that can be used, which is reported. */
    Optional<AccessCode> read(Section section) {
        if (section.value(KEY).orElse(null) instanceof Node.Mapping written
                && KEYS.stream().anyMatch(written.entries()::containsKey)) {
            return rotated(section.section(KEY));
        }
        return section.text(KEY, EXPECTED).flatMap(this::secret).map(AccessCode::of);
    }

    private Optional<AccessCode> rotated(Section codes) {
        if (!KEYS.containsAll(codes.entries().keySet())) {
            reporter.mistake(codes.place(), "expected the keys now, before and until, got another one too");
            return Optional.empty();
        }
        Optional<Secret> now = codes.required(NOW, EXPECTED).flatMap(this::secret);
        Optional<Secret> before = codes.required(BEFORE, EXPECTED).flatMap(this::secret);
        Optional<Instant> until = codes.required(UNTIL, MOMENT).flatMap(this::moment);
        if (now.isPresent() && now.equals(before)) {
            reporter.mistake(codes.placeOf(BEFORE), "expected the code that was used before, got the one of now");
        }
        until.filter(end -> !clock.instant().isBefore(end))
                .ifPresent(end -> reporter.warning(
                        codes.placeOf(UNTIL), "this time has come, so before is refused: write the code of now alone"));
        return now.map(code ->
                new AccessCode(code, before.flatMap(former -> until.map(end -> new AccessCode.Former(former, end)))));
    }

    private Optional<Instant> moment(Node.Text text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.text().strip()).toInstant());
        } catch (DateTimeException e) {
            // Not repeated: the two keys above it are easily swapped with it.
            reporter.mistake(text.place(), "expected " + MOMENT + ", got something else");
            return Optional.empty();
        }
    }

    private Optional<Secret> secret(Node.Text text) {
        return read.computeIfAbsent(
                new Written(text.place().position(), text.text()),
                written -> reporter.references()
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
