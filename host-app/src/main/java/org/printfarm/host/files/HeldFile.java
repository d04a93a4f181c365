package org.printfarm.host.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file that one holder at a time has, of all threads of all processes. The system lets go of it when the process ends, however it
 * ends; the file stays. Whoever has it must not take it again before letting go. Any thread.
 */
public final class HeldFile implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(5);

    /**
     * A file's lock belongs to the whole process, and goes when any of its channels to the file is closed: so the threads take
     * turns before one opens it. A process holds a handful of files in its life.
     */
    private static final Map<Path, Semaphore> TURNS = new ConcurrentHashMap<>();

    private final FileChannel channel;
    private final Semaphore turn;

    private HeldFile(FileChannel channel, Semaphore turn) {
        this.channel = channel;
        this.turn = turn;
    }

    /**
     * Takes it, in the order of asking within this process.
     *
     * @param file made when it is missing, for its owner only; its folder must be there
     * @param patience how long to wait for another holder, zero or more
     * @return empty when somebody has held it all that time
     * @throws InterruptedIOException when interrupted while waiting; the thread is so still
     * @throws IOException when the file cannot be written
     */
    public static Optional<HeldFile> take(Path file, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        Semaphore turn = TURNS.computeIfAbsent(file.toAbsolutePath().normalize(), key -> new Semaphore(1, true));
        try {
            if (!turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
            return takeInTurn(file, deadline, turn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a file");
        }
    }

    private static Optional<HeldFile> takeInTurn(Path file, long deadline, Semaphore turn)
            throws IOException, InterruptedException {
        @Nullable FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnlyFile.forFile(file));
            taken = await(channel, deadline);
            if (!taken) {
                return Optional.empty();
            }
            return Optional.of(new HeldFile(channel, turn));
        } finally {
            if (!taken) {
                if (channel != null) {
                    channel.close();
                }
                turn.release();
            }
        }
    }

    /**
     * Writes the number of this process into it, for {@link #holder}.
     *
     * @throws IOException when it cannot be written
     */
    public void sign() throws IOException {
        channel.truncate(0);
        channel.write(
                StandardCharsets.US_ASCII.encode(
                        Long.toString(ProcessHandle.current().pid())),
                0);
    }

    private static boolean await(FileChannel channel, long deadline) throws IOException, InterruptedException {
        while (attempt(channel, false) == null) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
        return true;
    }

    private static @Nullable FileLock attempt(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException withinThisProcess) {
            return null;
        }
    }

    /**
     * Who holds a file, without taking it and without writing anything. Not for a file that this process may hold itself.
     *
     * @param file need not be there
     * @return the holder's process number, zero where it wrote none; empty when nobody holds it, or that cannot be seen
     */
    public static Optional<Long> holder(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return attempt(channel, true) == null ? Optional.of(number(file)) : Optional.empty();
        } catch (IOException absentOrUnreadable) {
            return Optional.empty();
        }
    }

    private static long number(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /** Lets go of it. May be called twice. */
    @Override
    public synchronized void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is gone all the same, and the lock with it.
        } finally {
            turn.release();
        }
    }
}
