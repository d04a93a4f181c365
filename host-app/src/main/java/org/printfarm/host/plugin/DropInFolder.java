package org.printfarm.host.plugin;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.printfarm.host.files.FileStamp;

/**
 * The folder that the operator drops zips into. It is only read from.
 *
 * <p>What is looked at: every {@code *.zip}; and, because they are likely meant to be plugins, every {@code *.jar} and every
 * folder with a {@code plugin.properties}, which are then refused with the mend. Everything else, and every name that begins
 * with a dot, is none of our business.
 */
final class DropInFolder {

    /** More files than this are no drop-in folder, but a wrong path in the configuration. */
    private static final int MAX_FILES = 10_000;

    private DropInFolder() {}

    /**
     * What is to be looked at.
     *
     * @return sorted by file name
     * @throws IOException when the folder cannot be read; the message names it and the mend
     */
    static List<Path> list(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new IOException(
                    "plugins folder " + folder + " does not exist: make it, or let farm.plugins name another one");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    "plugins folder " + folder + " is a file: move it away, or let farm.plugins name another one");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.limit(MAX_FILES + 1L).toList();
            if (all.size() > MAX_FILES) {
                throw new IOException("plugins folder " + folder + " holds more than " + MAX_FILES
                        + " files: let farm.plugins name the folder that holds only the plugins");
            }
            return all.stream()
                    .filter(DropInFolder::isMeantAsPlugin)
                    .sorted(Comparator.comparing(DropInFolder::name))
                    .toList();
        } catch (AccessDeniedException denied) {
            throw new IOException(
                    "plugins folder " + folder
                            + " cannot be read: give the user that runs the farm the right to read it",
                    denied);
        }
    }

    /** By what changes of these files are seen, by name. */
    static Map<String, FileStamp> stamps(List<Path> files) {
        Map<String, FileStamp> stamps = new HashMap<>();
        files.forEach(file -> FileStamp.of(file).ifPresent(stamp -> stamps.put(name(file), stamp)));
        return stamps;
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static boolean isMeantAsPlugin(Path file) {
        String name = name(file).toLowerCase(Locale.ROOT);
        return !name.startsWith(".")
                && (name.endsWith(".zip")
                        || name.endsWith(".jar")
                        || Files.exists(file.resolve(PluginDescription.FILE_NAME)));
    }

    /** Turns away what is not even a file that could be a zip. */
    static void checkFile(Path file) throws RefusedPluginException {
        if (Files.isDirectory(file)) {
            throw new RefusedPluginException("is a folder: zip what is in it, and drop in the zip");
        }
        if (name(file).toLowerCase(Locale.ROOT).endsWith(".jar")) {
            throw new RefusedPluginException("is a jar: a plugin is a zip with " + PluginDescription.FILE_NAME
                    + ", classes/ and lib/; build it with the assembly of plugin-api/README.md");
        }
        if (!Files.isRegularFile(file)) {
            throw new RefusedPluginException("is not a file: remove it, or mend the link");
        }
        if (!Files.isReadable(file)) {
            throw new RefusedPluginException("cannot be read: give the user that runs the farm the right to read it");
        }
    }
}
