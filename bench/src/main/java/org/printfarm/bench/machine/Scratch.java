package org.printfarm.bench.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary folder that is removed at the end, also on Ctrl-C. */
public final class Scratch implements AutoCloseable {

    private final Path root;
    private final Thread hook;

    private Scratch(Path root) {
        this.root = root;
        this.hook = new Thread(this::removeAtLast, "remove-scratch");
    }

    /**
     * Makes the folder.
     *
     * @return the folder
     * @throws IOException when it cannot be made
     */
    public static Scratch make() throws IOException {
        Scratch scratch = new Scratch(Files.createTempDirectory("farm-bench-"));
        Runtime.getRuntime().addShutdownHook(scratch.hook);
        return scratch;
    }

    /**
     * The folder itself.
     *
     * @return an absolute path
     */
    public Path root() {
        return root;
    }

    /**
     * Makes a folder below.
     *
     * @param prefix begin of its name
     * @return a new folder
     * @throws IOException when it cannot be made
     */
    public Path folder(String prefix) throws IOException {
        return Files.createTempDirectory(root, prefix + "-");
    }

    /**
     * Copies a file of this program into the folder.
     *
     * @param resource its name in the class path
     * @return the copy
     * @throws IOException when it cannot be written
     */
    public Path copy(String resource) throws IOException {
        Path file = root.resolve(Path.of(resource).getFileName());
        try (InputStream in = Scratch.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IOException(resource + " is missing in the class path");
            }
            Files.deleteIfExists(file);
            Files.copy(in, file);
        }
        return file;
    }

    @Override
    public void close() {
        remove();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    /** On Ctrl-C: processes that still run would go on writing. */
    private void removeAtLast() {
        Children.endAll();
        remove();
    }

    private void remove() {
        // Processes that end at this moment may still write: what appears meanwhile is taken by the next round.
        for (int round = 0; round < 3 && Files.exists(root); round++) {
            try (Stream<Path> paths = Files.walk(root)) {
                paths.sorted(Comparator.reverseOrder()).forEach(Scratch::delete);
            } catch (IOException | UncheckedIOException changing) {
                System.err.println("bench: the temporary folder changes while it is removed");
            }
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
