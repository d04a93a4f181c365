package org.printfarm.host.tls;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One process and one thread at a time in a folder of certificates, so that two starts at once make one CA. Released by
 * {@link #close}, and by the operating system when the process dies.
 */
final class FolderLock implements AutoCloseable {

    /** How long another process may take: it makes two keys and, at worst, some thousand certificates on a slow disk. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** A file lock belongs to the whole process: its threads need a lock of their own. */
    private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /** Waits until the folder is free, at most {@link #LONGEST_WAIT}. The folder must be there. */
    static FolderLock take(TlsFolder folder) throws TlsStoreException {
        Path path = folder.lock();
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        boolean taken = false;
        try {
            if (!WITHIN_PROCESS.tryLock(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
                throw stillHeld(path);
            }
            FolderLock lock = takeFile(path, folder.knowsPermissions(), deadline);
            taken = true;
            return lock;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TlsStoreException(path, "interrupted while waiting for it; start again", e);
        } catch (IOException e) {
            throw TlsStoreException.of(path, "cannot be locked", e);
        } finally {
            if (!taken && WITHIN_PROCESS.isHeldByCurrentThread()) {
                WITHIN_PROCESS.unlock();
            }
        }
    }

    private static FolderLock takeFile(Path path, boolean permissions, long deadline)
            throws IOException, InterruptedException, TlsStoreException {
        FileChannel channel = open(path, permissions);
        FileLock lock = null;
        try {
            lock = awaitLock(channel, deadline);
            if (lock == null) {
                throw stillHeld(path);
            }
            return new FolderLock(path, channel, lock);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock awaitLock(FileChannel channel, long deadline)
            throws IOException, InterruptedException {
        FileLock lock = channel.tryLock();
        while (lock == null && System.nanoTime() < deadline) {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            lock = channel.tryLock();
        }
        return lock;
    }

    private static FileChannel open(Path path, boolean permissions) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileAttribute<?>[] attributes = permissions
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return FileChannel.open(path, options, attributes);
    }

    private static TlsStoreException stillHeld(Path path) {
        return new TlsStoreException(
                path,
                "another process has been making certificates here for " + LONGEST_WAIT.toSeconds()
                        + " s; stop it, then start again");
    }

    /** By the thread that took it. */
    @Override
    public void close() throws TlsStoreException {
        try (FileChannel closed = channel) {
            lock.release();
        } catch (IOException e) {
            throw TlsStoreException.of(path, "cannot be unlocked", e);
        } finally {
            WITHIN_PROCESS.unlock();
        }
    }
}
