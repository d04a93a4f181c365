package org.printfarm.api.contract;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrintControl;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.StoredUpload;
import org.printfarm.api.job.Upload;

/**
 * An inbox in memory, which keeps the contract of {@link JobIntake}: nothing is seen before its commit, a probe becomes no
 * job. It can be told to refuse.
 */
public final class MemoryIntake implements JobIntake {

    /** The name of a slicer's probe, and its largest size in bytes. Source: captures of FTPS uploads. */
    private static final String PROBE = "verify_job";

    /** One stored file; its content is read-only. */
    public record StoredFile(String path, ByteBuffer content, InetAddress from) {}

    private final MemoryCard card = new MemoryCard(this::jobs);

    private final Map<String, StoredFile> jobs = new ConcurrentHashMap<>();
    private final List<PrintRequest> requests = new ArrayList<>();
    private final List<PrintRequest> seen = new ArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    private volatile IntakeException.@Nullable Reason openRefusal;
    private volatile IntakeException.@Nullable Reason writeRefusal;
    private volatile IntakeException.@Nullable Reason commitRefusal;
    private volatile Predicate<PrintControl> controls = control -> false;
    private volatile @Nullable PrintDecision decision = PrintDecision.ACCEPTED;

    /** What is stored, by job id. */
    public Map<String, StoredFile> jobs() {
        return Map.copyOf(jobs);
    }

    /** The requests so far, accepted or not. */
    public synchronized List<PrintRequest> requests() {
        return List.copyOf(requests);
    }

    /** From now on {@code open} fails; empty ends it. */
    public void refuseOpen(Optional<IntakeException.Reason> reason) {
        openRefusal = reason.orElse(null);
    }

    /** From now on {@code write} fails; empty ends it. */
    public void refuseWrite(Optional<IntakeException.Reason> reason) {
        writeRefusal = reason.orElse(null);
    }

    /** From now on {@code commit} fails; empty ends it. */
    public void refuseCommit(Optional<IntakeException.Reason> reason) {
        commitRefusal = reason.orElse(null);
    }

    /** What requests are answered with from now on. */
    public void decide(PrintDecision next) {
        decision = next;
    }

    @Override
    public Upload open(String folder, String path, long maxBytes, InetAddress from) throws IntakeException {
        failIf(openRefusal);
        return new MemoryUpload(folder, path, maxBytes, from);
    }

    @Override
    public void rename(String jobId, String folder, String path) throws IntakeException {
        StoredFile renamed = jobs.computeIfPresent(jobId, (id, old) -> new StoredFile(path, old.content(), old.from()));
        if (renamed == null) {
            throw new IntakeException(IntakeException.Reason.NOT_FOUND, "no such job");
        }
        card.place(jobId, folder, path);
    }

    @Override
    public MemoryCard card() {
        return card;
    }

    @Override
    public synchronized PrintDecision request(PrintRequest request) {
        requests.add(request);
        if (decision == null) {
            throw new AssertionError("told to fail");
        }
        return decision;
    }

    @Override
    public boolean control(PrintControl control) {
        return controls.test(control);
    }

    /** Who carries out {@link #control} from now on; at first nothing can be controlled. */
    public void controlWith(Predicate<PrintControl> next) {
        controls = next;
    }

    @Override
    public synchronized void runningSeen(PrintRequest request) {
        seen.add(request);
    }

    /** The requests whose clients were shown RUNNING, once for each time. */
    public synchronized List<PrintRequest> seen() {
        return List.copyOf(seen);
    }

    /** From now on {@code request} ends with an {@link Error}. */
    public void failRequests() {
        decision = null;
    }

    private static void failIf(IntakeException.@Nullable Reason reason) throws IntakeException {
        if (reason != null) {
            throw new IntakeException(reason, "told to refuse");
        }
    }

    private final class MemoryUpload implements Upload {

        private final String folder;
        private final String path;
        private final long maxBytes;
        private final InetAddress from;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        MemoryUpload(String folder, String path, long maxBytes, InetAddress from) {
            this.folder = folder;
            this.path = path;
            this.maxBytes = maxBytes;
            this.from = from;
        }

        @Override
        public void write(ByteBuffer data) throws IntakeException {
            failIf(writeRefusal);
            if (content.size() + (long) data.remaining() > maxBytes) {
                throw new IntakeException(IntakeException.Reason.TOO_LARGE, "larger than allowed");
            }
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            content.writeBytes(bytes);
        }

        @Override
        public StoredUpload commit() throws IntakeException {
            failIf(commitRefusal);
            byte[] bytes = content.toByteArray();
            if (path.endsWith(PROBE)) {
                return new StoredUpload(Optional.empty(), bytes.length, sha256(bytes));
            }
            if (bytes.length == 0) {
                throw new IntakeException(IntakeException.Reason.NOT_WHOLE, "the file is empty");
            }
            String id = "job-" + number.incrementAndGet();
            jobs.put(id, new StoredFile(path, ByteBuffer.wrap(bytes).asReadOnlyBuffer(), from));
            card.place(id, folder, path);
            return new StoredUpload(Optional.of(id), bytes.length, sha256(bytes));
        }

        @Override
        public void close() {
            content.reset();
        }

        private static String sha256(byte[] bytes) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
