package org.printfarm.host.job.store;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.IntakeException.Reason;
import org.printfarm.api.job.StoredUpload;
import org.printfarm.api.job.Upload;
import org.printfarm.host.job.threemf.ArchiveCheck;
import org.printfarm.host.job.threemf.SlicedContents;
import org.printfarm.host.job.threemf.UploadName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file on its way in: a temporary file that nobody else knows, hashed while it grows. Used by one thread at a time.
 *
 * <p>MD5 costs more than SHA-256 and writing together (0.45 against 0.35 s of CPU for 300 MB), so it goes beside them, one
 * buffer at a time.
 */
public final class IncomingUpload implements Upload {

    private static final Logger LOG = LoggerFactory.getLogger(IncomingUpload.class);

    /**
     * Who sends what.
     *
     * @param printer the printer's id
     * @param name its name
     * @param onCard where it will lie on the printer's card
     * @param maxBytes the largest size
     * @param from the client
     */
    public record Sender(String printer, UploadName name, UploadName onCard, long maxBytes, InetAddress from) {

        /** The same when its file is in place. */
        JobStore.Received received(StoredContent content, Instant when) {
            return new JobStore.Received(
                    printer, new JobStore.Naming(name.text(), onCard.text()), content, when, from.getHostAddress());
        }
    }

    private final JobRepository repository;
    private final Sender sender;
    private final Consumer<Job> stored;
    private final Runnable ended;
    private final MessageDigest sha256 = digest("SHA-256");
    private final MessageDigest md5 = digest("MD5");
    private final Path file;
    private final FileChannel channel;
    private final EarlySync earlySync;
    private long bytes;
    private Stage stage = Stage.OPEN;

    private enum Stage {
        OPEN,
        /** It failed or is committed, and is still to be closed. */
        ENDED,
        CLOSED
    }

    /**
     * Makes the temporary file.
     *
     * @param stored gets the job when there is one
     * @param ended called once, when the upload is over
     */
    public IncomingUpload(JobRepository repository, Sender sender, Consumer<Job> stored, Runnable ended)
            throws IOException {
        this.repository = repository;
        this.sender = sender;
        this.stored = stored;
        this.ended = ended;
        this.file = repository.folder().createIncoming();
        this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
        this.earlySync = new EarlySync(repository.hashExecutor(), () -> channel.force(false));
    }

    @Override
    public void write(ByteBuffer data) throws IntakeException {
        requireUsable();
        stage = Stage.ENDED;
        if (bytes + data.remaining() > sender.maxBytes()) {
            throw new IntakeException(Reason.TOO_LARGE, "the file is larger than allowed");
        }
        ByteBuffer again = data.duplicate();
        try {
            HashExecutor.Started beside = repository.hashExecutor().start(() -> md5.update(again));
            sha256.update(data.duplicate());
            while (data.hasRemaining()) {
                bytes += channel.write(data);
            }
            beside.await();
            earlySync.written(bytes);
        } catch (IOException e) {
            throw StorageTrouble.refusal(e, repository.folder().files());
        }
        stage = Stage.OPEN;
    }

    @Override
    public StoredUpload commit() throws IntakeException {
        requireUsable();
        stage = Stage.ENDED;
        String hash = HexFormat.of().formatHex(sha256.digest());
        if (sender.name().isProbe(bytes)) {
            return new StoredUpload(Optional.empty(), bytes, hash);
        }
        if (bytes == 0) {
            throw new IntakeException(Reason.NOT_WHOLE, "the file is empty");
        }
        try {
            SlicedContents contents = ArchiveCheck.of(file, sender.name());
            earlySync.await();
            channel.force(true);
            channel.close();
            String checksum = HexFormat.of().withUpperCase().formatHex(md5.digest());
            StoredContent content = new StoredContent(hash, checksum, bytes, contents);
            Job job = repository.store(sender, content, file);
            LOG.info("printer={} job={} upload=stored bytes={} sha256={}", job.printer(), job.id(), bytes, hash);
            stored.accept(job);
            return new StoredUpload(Optional.of(job.id()), bytes, hash);
        } catch (IOException e) {
            throw StorageTrouble.refusal(e, repository.folder().files());
        }
    }

    private void requireUsable() {
        if (stage != Stage.OPEN) {
            throw new IllegalStateException("the upload failed, is committed or is closed");
        }
    }

    @Override
    public void close() {
        if (stage == Stage.CLOSED) {
            return;
        }
        stage = Stage.CLOSED;
        try (FileChannel closing = channel) {
            // Whatever was committed has been moved away, or is stored already.
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn(
                    "printer={} upload=leftover reason={}",
                    sender.printer(),
                    e.getClass().getSimpleName());
        } finally {
            ended.run();
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }
}
