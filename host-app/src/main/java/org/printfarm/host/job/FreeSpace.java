package org.printfarm.host.job;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** How much room the disk of the inbox has, looked up at most once in {@link #FRESH}. Any thread; cheap. */
final class FreeSpace {

    /** How old a figure may be. */
    static final Duration FRESH = Duration.ofSeconds(5);

    private final Path folder;
    private volatile Room room = new Room(0, 0, System.nanoTime() - FRESH.toNanos());

    FreeSpace(Path folder) {
        this.folder = folder;
    }

    /**
     * Bytes.
     *
     * @param taken {@link System#nanoTime} of the look
     */
    record Room(long free, long total, long taken) {}

    /** The room now; when it cannot be found out, what was last known. */
    Room now() {
        Room known = room;
        long now = System.nanoTime();
        if (now - known.taken() < FRESH.toNanos()) {
            return known;
        }
        Room next;
        try {
            FileStore store = Files.getFileStore(folder);
            next = new Room(store.getUsableSpace(), store.getTotalSpace(), now);
        } catch (IOException e) {
            next = new Room(known.free(), known.total(), now);
        }
        room = next;
        return next;
    }
}
