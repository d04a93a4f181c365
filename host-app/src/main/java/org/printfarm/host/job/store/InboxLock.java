package org.printfarm.host.job.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One thread of one process at a time between the stored files and their record: around "move into place and record" and
 * around "delete the record and the file". Without it a command that deletes a job could remove the file that the host has
 * just acknowledged for another job with the same bytes. Released by {@link #close}, and by the operating system when the
 * process dies. Never held while bytes come in. Not to be taken twice by one thread.
 */
final class InboxLock implements AutoCloseable {

    /** How long the others may take: each holds it for a few writes to the disk. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(5);

    /** A file lock belongs to the whole process: its threads need a lock of their own. */
    private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock(true);

    private final FileChannel channel;

    private InboxLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until it is free, at most {@link #LONGEST_WAIT}. The folder must be there. */
    static InboxLock take(InboxFolder folder) throws IOException {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        boolean taken = false;
        try {
            if (!WITHIN_PROCESS.tryLock(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
                throw stillHeld();
            }
            InboxLock lock = takeFile(folder, deadline);
            taken = true;
            return lock;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the inbox");
        } finally {
            if (!taken && WITHIN_PROCESS.isHeldByCurrentThread()) {
                WITHIN_PROCESS.unlock();
            }
        }
    }

    private static InboxLock takeFile(InboxFolder folder, long deadline) throws IOException, InterruptedException {
        FileChannel channel = folder.openOwnerOnly(folder.lock());
        boolean taken = false;
        try {
            @Nullable FileLock lock = channel.tryLock();
            while (lock == null) {
                if (System.nanoTime() - deadline > 0) {
                    throw stillHeld();
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
                lock = channel.tryLock();
            }
            taken = true;
            return new InboxLock(channel);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static IOException stillHeld() {
        return new IOException("another process has been writing to the inbox for " + LONGEST_WAIT.toSeconds() + " s");
    }

    /** By the thread that took it. Closing the channel releases the file's lock. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            WITHIN_PROCESS.unlock();
        }
    }
}
