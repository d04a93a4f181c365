package org.printfarm.host.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobQueries.Due;
import org.printfarm.host.job.store.JobRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads each stored content again once in {@link #PERIOD} and compares it with its SHA-256: a disk does not tell of its own that it
 * forgot something. A slice at each look, on the inbox's thread; after a look it rests {@link #REST} times as long as that took,
 * so that it never uses more than 1 % of a core.
 */
final class ContentCheck implements AutoCloseable {

    static final Duration PERIOD = Duration.ofDays(30);

    /** Between two looks while something is due. */
    static final Duration LOOK = Duration.ofSeconds(1);

    /** Before the first look, and between two while nothing is due. */
    static final Duration IDLE = Duration.ofMinutes(1);

    /** Bytes that a look reads at most: no more than 1 MB/s, which is 2.7 TB in the period. */
    static final int SLICE = 1 << 20;

    /** Contents that a look ends at most. */
    static final int PAGE = 16;

    static final int REST = 100;

    private static final Logger LOG = LoggerFactory.getLogger(ContentCheck.class);
    private static final Due FIRST = new Due("", -1);
    private static final int BUFFER = 1 << 16;

    private final JobRepository repository;
    private final LongSupplier nanos;
    private final MessageDigest sha256;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final Queue<Due> due = new ArrayDeque<>();
    private @Nullable SeekableByteChannel open;
    private final InboxEvents events;
    private Due last = FIRST;

    /**
     * @param events told of damage
     * @param nanos as {@link System#nanoTime}
     */
    ContentCheck(JobRepository repository, InboxEvents events, LongSupplier nanos) {
        this.repository = repository;
        this.events = events;
        this.nanos = nanos;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** One look; how long to rest before the next. */
    Duration run() {
        long begun = nanos.getAsLong();
        Duration pause = IDLE;
        try {
            pause = look() ? LOOK : IDLE;
        } catch (IOException e) {
            LOG.warn("check=failed reason=STORAGE", e);
            due.clear();
            close();
        }
        Duration rest = Duration.ofNanos((nanos.getAsLong() - begun) * REST);
        return rest.compareTo(pause) > 0 ? rest : pause;
    }

    /** Whether anything was due. */
    private boolean look() throws IOException {
        if (due.isEmpty()) {
            due.addAll(repository.queries().due(repository.clock().instant().minus(PERIOD), last, PAGE));
            last = due.isEmpty() ? FIRST : last;
        }
        boolean some = !due.isEmpty();
        int left = SLICE;
        while (left > 0 && !due.isEmpty()) {
            left -= read(due.element());
        }
        return some;
    }

    /** Reads on, and ends with a content at its end; how many bytes that were, at least 1. */
    private int read(Due content) throws IOException {
        last = content;
        SeekableByteChannel file = open;
        try {
            if (file == null) {
                file = Files.newByteChannel(repository.replicas().here(content.sha256()));
                open = file;
                sha256.reset();
            }
        } catch (NoSuchFileException e) {
            if (repository.folder().isReplica()) {
                // Those who have it look at it.
                due.remove();
                return 1;
            }
            end(content, Optional.of("missing"));
            return 1;
        }
        int count = file.read(buffer.clear());
        sha256.update(buffer.flip());
        if (count < 0) {
            boolean same = HexFormat.of().formatHex(sha256.digest()).equals(content.sha256());
            end(content, same || isMended(content) ? Optional.empty() : Optional.of("damaged"));
        }
        return Math.max(1, count);
    }

    private boolean isMended(Due content) {
        boolean mended =
                repository.folder().isReplica() && repository.replicas().fetch(content.sha256());
        if (mended) {
            LOG.warn("file=mended sha256={} hint=\"this host's was damaged: look at its disk\"", content.sha256());
        }
        return mended;
    }

    private void end(Due content, Optional<String> fault) throws IOException {
        due.remove();
        close();
        boolean still = repository.store().checked(content, repository.clock().instant(), fault.isPresent());
        if (still && fault.isPresent()) {
            repository.queries().newestWith(content.sha256()).ifPresent(job -> tell(job, fault.get()));
        }
    }

    private void tell(Job job, String fault) {
        LOG.error(
                "printer={} job={} file={} sha256={} hint=\"send the file again\"",
                job.printer(),
                job.id(),
                fault,
                job.content().sha256());
        events.damaged(job, fault);
    }

    /** Lets go of the file that it reads. On the thread of the looks, or after the last. */
    @Override
    public void close() {
        SeekableByteChannel file = open;
        open = null;
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.debug("check=failed step=close", e);
            }
        }
    }
}
