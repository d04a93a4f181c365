package org.printfarm.host.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads a plugin's own classes and opens its jars before they are needed, so that no file has to be opened for a class later.
 *
 * <p>A class that is first used while the process has no file descriptor left cannot be read, and the JVM remembers the failure
 * for good: a farm that met its limit before its first exchange never answered again. Nothing of the plugin runs here: classes
 * are loaded, not initialised. Takes some 50 ms for each stock plugin, so it is done when the services are up.
 */
final class ClassPreload {

    private static final String SUFFIX = ".class";

    /** A name that no jar has: the search for it opens them all, and a class loader keeps them open. */
    private static final String NOWHERE = "org/printfarm/no/such/entry";

    private static final Logger LOG = LoggerFactory.getLogger(ClassPreload.class);

    private ClassPreload() {}

    /** Opens every jar that a class loader searches. */
    static void openJars(ClassLoader loader) {
        if (loader.getResource(NOWHERE) != null) {
            LOG.debug("{} holds {}", loader, NOWHERE);
        }
    }

    /**
     * Loads what lies below a folder.
     *
     * @param loader searches that folder
     * @param classes may be missing
     */
    static void load(ClassLoader loader, Path classes) {
        if (!Files.isDirectory(classes)) {
            return;
        }
        try (Stream<Path> files = Files.walk(classes)) {
            List<String> names = files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(SUFFIX) && !name.endsWith("-info" + SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length())
                            .replace(classes.getFileSystem().getSeparator(), "."))
                    .toList();
            names.forEach(name -> load(loader, name));
        } catch (IOException | UncheckedIOException unreadable) {
            LOG.debug("cannot list {}", classes, unreadable);
        }
    }

    /** A class may need one that is not there, and never be used. */
    private static void load(ClassLoader loader, String name) {
        try {
            Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError unusable) {
            LOG.debug("class {} cannot be loaded", name, unusable);
        }
    }
}
