package org.printfarm.host.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The usual way to write {@code run}, read without picocli: {@code run [-c FILE] [--exit-when-ready]}, in any order, each
 * option once. Whatever else is written is not this class's business, and picocli reads it; a test holds the two to the same
 * understanding.
 *
 * <p>Why: picocli is compiled for Java 5, whose classes no class-data archive takes, and reads annotations by reflection. Of
 * a start with an archive that was a quarter (0.25 of 1.05 s of CPU on the main thread).
 *
 * @param file the value of {@code -c}; null where it was not given
 * @param exitWhenReady whether {@code --exit-when-ready} was given
 */
record PlainRunLine(@Nullable Path file, boolean exitWhenReady) {

    /** Empty when the line is no {@code run}, or is written in another way. */
    static Optional<PlainRunLine> of(String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("run")) {
            return Optional.empty();
        }
        Path file = null;
        boolean exits = false;
        for (int i = 1; i < arguments.length; i++) {
            boolean isFile = arguments[i].equals("-c") || arguments[i].equals("--config");
            if (isFile && file == null && i + 1 < arguments.length) {
                file = path(arguments[++i]);
                if (file == null) {
                    return Optional.empty();
                }
            } else if (arguments[i].equals("--exit-when-ready") && !exits) {
                exits = true;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new PlainRunLine(file, exits));
    }

    /** Null where it takes picocli to say what it means. */
    private static @Nullable Path path(String value) {
        if (value.isEmpty() || "-@\"'".indexOf(value.charAt(0)) >= 0) {
            return null;
        }
        try {
            return Path.of(value);
        } catch (InvalidPathException odd) {
            return null;
        }
    }
}
