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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.printfarm.host.files.FileStamp;

/**
 * What stands behind <code>${env:NAME}</code> and <code>${file:path}</code>. No message repeats any part of what was found, nor
 * of a text that may be meant as a secret.
 *
 * @param folder what relative paths start from
 * @param environment the environment variables
 * @param files those that were asked for, as they were then; grows, any thread
 */
record References(Path folder, Function<String, Optional<String>> environment, Map<Path, FileStamp> files) {

    /** A file of a line or two; a larger one is another file, bytes. */
    private static final int MAX_FILE_BYTES = 1024;

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * A text and where it came from.
     *
     * @param text as it is to be used
     * @param where to be read after what was expected: empty for a literal, otherwise it begins with a space
     */
    record Found(String text, String where) {

        /** Somebody may print it. */
        @Override
        public String toString() {
            return "found" + where;
        }
    }

    /** References of which none was looked at yet. */
    References(Path folder, Function<String, Optional<String>> environment) {
        this(folder, environment, new ConcurrentHashMap<>());
    }

    /** A literal as it stands, or what it refers to; empty when that is not there, which is reported. */
    Optional<Found> resolve(Node.Text written, String what, Reporter reporter) {
        Matcher reference = REFERENCE.matcher(written.text().strip());
        if (!reference.matches()) {
            return Optional.of(new Found(written.text(), ""));
        }
        String name = reference.group(2).strip();
        return reference.group(1).equals("env")
                ? fromEnvironment(name, written.place(), reporter)
                : fromFile(name, written.place(), what, reporter);
    }

    /** Before it is read, so that a change meanwhile is one. */
    private void stamp(Path file) {
        FileStamp.of(file).ifPresent(stamp -> files.putIfAbsent(file, stamp));
    }

    /** A path, from the folder of the file that names it; empty when the text is none. */
    Optional<Path> path(String written) {
        try {
            Path file = folder.resolve(written).normalize();
            stamp(file);
            return Optional.of(file);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<Found> fromEnvironment(String name, SourcePosition place, Reporter reporter) {
        if (!VARIABLE.matcher(name).matches()) {
            reporter.mistake(place, "expected the name of an environment variable in ${env:NAME}");
            return Optional.empty();
        }
        Optional<String> value = environment.apply(name);
        if (value.isEmpty()) {
            reporter.mistake(place, "the environment variable " + name + " is not set");
        }
        return value.map(text -> new Found(text.strip(), " in the environment variable " + name));
    }

    private Optional<Found> fromFile(String name, SourcePosition place, String what, Reporter reporter) {
        try {
            Path file = folder.resolve(name).normalize();
            stamp(file);
            if (!Files.isRegularFile(file)) {
                String found = Files.exists(file) ? "is not a file" : "is not there";
                reporter.mistake(place, "the file " + file + " " + found + ": it should hold the " + what);
                return Optional.empty();
            }
            warnIfOpen(file, place, reporter);
            return Optional.of(new Found(content(file), " in the file " + file));
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

    private static void warnIfOpen(Path file, SourcePosition place, Reporter reporter) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ)) {
            reporter.warning(place, "every user of this machine can read the file " + file + ": chmod 600 it");
        }
    }
}
