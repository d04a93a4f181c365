package org.printfarm.host.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.printfarm.api.Registration;
import org.printfarm.api.Scheduler;
import org.printfarm.host.files.FileStamp;

/**
 * Tells when a file has changed and rests: when it is the same in two looks, a second from each other, and not the one that was
 * read. A file that is missing, as it is for a moment while some editors write it, is waited for. The files that it refers to
 * are not looked at. On the timer's threads, one look at a time.
 */
final class FileWatch implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Path file;
    private final BooleanSupplier isWanted;
    private final Runnable changed;
    private final Registration timer;
    private Optional<FileStamp> taken;
    private Optional<FileStamp> seen = Optional.empty();

    /**
     * Begins to look.
     *
     * @param read the stamp of what was read last
     * @param isWanted asked at each look; while it says no, changes are passed over
     * @param changed told; must not wait
     */
    FileWatch(Path file, Optional<FileStamp> read, Scheduler scheduler, BooleanSupplier isWanted, Runnable changed) {
        this.file = file;
        this.taken = read;
        this.isWanted = isWanted;
        this.changed = changed;
        this.timer = scheduler.every(PERIOD, PERIOD, this::look);
    }

    private synchronized void look() {
        Optional<FileStamp> now = FileStamp.of(file);
        if (!isWanted.getAsBoolean()) {
            taken = now;
        } else if (now.isPresent() && now.equals(seen) && !now.equals(taken)) {
            taken = now;
            changed.run();
        }
        seen = now;
    }

    @Override
    public void close() {
        timer.close();
    }
}
