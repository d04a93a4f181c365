package org.printfarm.host.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.printfarm.api.Registration;
import org.printfarm.api.Scheduler;
import org.printfarm.host.files.FileStamp;

/**
 * Tells when a file, or one that it refers to, has changed and rests: when all are the same in two looks, a second from each other,
 * and one is not what was read. One that is missing, as it is for a moment while some editors write it, is waited for. On the
 * timer's threads, one look at a time.
 */
final class FileWatch implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Path file;
    private final Supplier<Map<Path, FileStamp>> references;
    private final BooleanSupplier isWanted;
    private final Runnable changed;
    private final Registration timer;

    /** As they were when they were read. */
    private final Map<Path, FileStamp> taken = new HashMap<>();

    private Map<Path, FileStamp> seen = Map.of();

    /**
     * Begins to look.
     *
     * @param read the stamp of what was read last
     * @param references what the file refers to by now; folders are passed over
     * @param isWanted asked at each look; while it says no, changes are passed over
     * @param changed told; must not wait
     */
    FileWatch(
            Path file,
            Optional<FileStamp> read,
            Supplier<Map<Path, FileStamp>> references,
            Scheduler scheduler,
            BooleanSupplier isWanted,
            Runnable changed) {
        this.file = file;
        this.references = references;
        this.isWanted = isWanted;
        this.changed = changed;
        read.ifPresent(stamp -> taken.put(file, stamp));
        this.timer = scheduler.every(PERIOD, PERIOD, this::look);
    }

    private synchronized void look() {
        if (!isWanted.getAsBoolean()) {
            taken.putAll(stamps());
            return;
        }
        references.get().forEach(taken::putIfAbsent);
        Map<Path, FileStamp> now = stamps();
        if (now.containsKey(file) && now.equals(seen) && isOther(now)) {
            taken.putAll(now);
            changed.run();
        }
        seen = now;
    }

    private Map<Path, FileStamp> stamps() {
        Map<Path, FileStamp> stamps = new HashMap<>();
        FileStamp.of(file).ifPresent(stamp -> stamps.put(file, stamp));
        for (Path other : references.get().keySet()) {
            if (Files.isRegularFile(other)) {
                FileStamp.of(other).ifPresent(stamp -> stamps.put(other, stamp));
            }
        }
        return stamps;
    }

    private boolean isOther(Map<Path, FileStamp> now) {
        return now.entrySet().stream()
                .anyMatch(one -> !one.getValue().equals(taken.getOrDefault(one.getKey(), one.getValue())));
    }

    @Override
    public void close() {
        timer.close();
    }
}
