package org.printfarm.host.plugin;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The promise that nobody cleans up a cache folder while somebody runs classes out of it. Several hosts may share one folder
 * ({@code ./farm plugins} beside {@code ./farm run}): each holds a shared lock on a file in it, and only who finds itself
 * alone there may remove anything.
 *
 * <p>The JDK keeps file locks per process and drops all of them when one channel closes, so a process has one lease for each
 * folder and counts its users. Any thread.
 */
final class CacheLease implements AutoCloseable {

    static final String FILE_NAME = "in-use.lock";

    /** How long to wait until another process has cleaned up. */
    private static final int MAX_TRIES = 100;

    private static final long TRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final Logger LOG = LoggerFactory.getLogger(CacheLease.class);

    /** Guarded by itself. */
    private static final Map<Path, CacheLease> HELD = new HashMap<>();

    private final Path folder;
    private final FileChannel channel;
    private int users;

    private CacheLease(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes part in using the folder.
     *
     * @param cacheFolder exists
     * @param cleaning runs first, but only if nobody else uses the folder
     * @throws IOException when the folder cannot be written to
     */
    static CacheLease take(Path cacheFolder, Runnable cleaning) throws IOException {
        Path folder = cacheFolder.toRealPath();
        synchronized (HELD) {
            CacheLease lease = HELD.get(folder);
            if (lease == null) {
                FileChannel channel = FileChannel.open(
                        folder.resolve(FILE_NAME),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                lease = new CacheLease(folder, channel);
                lease.lock(cleaning);
                HELD.put(folder, lease);
            }
            lease.users++;
            return lease;
        }
    }

    private void lock(Runnable cleaning) {
        try {
            FileLock alone = channel.tryLock();
            if (alone != null) {
                try {
                    cleaning.run();
                } finally {
                    alone.release();
                }
            }
            for (int tries = 0; tries < MAX_TRIES && channel.tryLock(0, Long.MAX_VALUE, true) == null; tries++) {
                LockSupport.parkNanos(TRY_NANOS);
            }
        } catch (IOException | OverlappingFileLockException noLocks) {
            // Some network file systems have no locks. Nothing was cleaned up then, which is the safe side.
            LOG.debug("no file locks in {}", folder, noLocks);
        }
    }

    /** Ends one use. */
    @Override
    public void close() {
        synchronized (HELD) {
            users--;
            if (users > 0) {
                return;
            }
            HELD.remove(folder);
            try {
                channel.close();
            } catch (IOException ignored) {
                LOG.debug("cannot close the lock in {}", folder, ignored);
            }
        }
    }
}
