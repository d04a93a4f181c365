package org.printfarm.host.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.printfarm.api.Secret;

/**
 * Reads access codes: a literal, <code>${env:NAME}</code> or <code>${file:path}</code>. No message repeats any part of a
 * code, nor of a text that may be meant as one.
 */
final class AccessCodes {

    static final String EXPECTED = "8 letters or digits (A-Z, a-z, 0-9), ${env:NAME} or ${file:path}";

    /** Characters of an access code. Source: protocol notes, section 4. */
    private static final int LENGTH = 8;
    /** A file of a line or two; a larger one is another file, bytes. */
    private static final int MAX_FILE_BYTES = 1024;

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{" + LENGTH + "}");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Path folder;
    private final Function<String, Optional<String>> environment;
    private final Reporter reporter;
    /** A code among the defaults is one code and one file, for however many printers: by where it stands in the file. */
    private final Map<String, Optional<Secret>> read = new HashMap<>();

    /**
     * A reader for one run.
     *
     * @param folder what relative paths start from
     * @param environment the environment variables
     */
    AccessCodes(Path folder, Function<String, Optional<String>> environment, Reporter reporter) {
        this.folder = folder;
        this.environment = environment;
        this.reporter = reporter;
    }

    /** The code that is written or referred to; empty when there is none, which is reported. */
    Optional<Secret> read(Node.Text text) {
        return read.computeIfAbsent(text.place().position(), position -> resolve(text));
    }

    private Optional<Secret> resolve(Node.Text text) {
        Matcher reference = REFERENCE.matcher(text.text().strip());
        if (!reference.matches()) {
            return checked(text.text(), text.place(), EXPECTED);
        }
        String name = reference.group(2).strip();
        return reference.group(1).equals("env") ? fromEnvironment(name, text.place()) : fromFile(name, text.place());
    }

    private Optional<Secret> fromEnvironment(String name, Place place) {
        if (!VARIABLE.matcher(name).matches()) {
            reporter.mistake(place, "expected the name of an environment variable in ${env:NAME}");
            return Optional.empty();
        }
        Optional<String> value = environment.apply(name);
        if (value.isEmpty()) {
            reporter.mistake(place, "the environment variable " + name + " is not set");
            return Optional.empty();
        }
        return checked(value.get().strip(), place, "8 letters or digits in the environment variable " + name);
    }

    private Optional<Secret> fromFile(String name, Place place) {
        try {
            Path file = folder.resolve(name).normalize();
            if (!Files.isRegularFile(file)) {
                String found = Files.exists(file) ? "is not a file" : "is not there";
                reporter.mistake(place, "the file " + file + " " + found + ": it should hold the access code");
                return Optional.empty();
            }
            warnIfOpen(file, place);
            return checked(content(file), place, "8 letters or digits in the file " + file);
        } catch (InvalidPathException e) {
            reporter.mistake(place, "expected a path in ${file:path}");
        } catch (IOException e) {
            reporter.mistake(place, "the file " + name + " cannot be read: " + reason(e));
        }
        return Optional.empty();
    }

    private static String reason(Exception e) {
        return e instanceof AccessDeniedException
                ? "permission denied"
                : e.getClass().getSimpleName();
    }

    private static String content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MAX_FILE_BYTES), StandardCharsets.ISO_8859_1);
            return text.strip();
        }
    }

    private Optional<Secret> checked(String code, Place place, String expected) {
        if (CODE.matcher(code).matches()) {
            return Optional.of(Secret.of(code));
        }
        String got = code.length() == LENGTH ? "another character too" : code.length() + " characters";
        reporter.mistake(place, "expected " + expected + ", got " + got);
        return Optional.empty();
    }

    private void warnIfOpen(Path file, Place place) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ)) {
            reporter.warning(place, "every user of this machine can read the file " + file + ": chmod 600 it");
        }
    }
}
