package org.printfarm.ftp;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.printfarm.api.contract.MemoryIntake;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.IntakeException.Reason;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrintControl;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.PrinterCard;
import org.printfarm.api.job.StoredUpload;
import org.printfarm.api.job.Upload;

/**
 * An intake as the host has one, but simpler: a temporary file for each upload, and a {@code .3mf} must be a complete ZIP.
 */
final class CheckingIntake implements JobIntake {

    private final Path folder;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<String, Path> stored = new ConcurrentHashMap<>();
    private final List<String> names = new CopyOnWriteArrayList<>();

    CheckingIntake(Path folder) {
        this.folder = folder;
    }

    /** The stored files, by job id. */
    Map<String, Path> stored() {
        return Map.copyOf(stored);
    }

    /** The names of the stored files in the order of their commits. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** Files of uploads that are under way, or were left behind. */
    long partialFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".part")).count();
        }
    }

    @Override
    public Upload open(String base, String path, long maxBytes, InetAddress from) throws IntakeException {
        try {
            Path part = Files.createTempFile(folder, "upload", ".part");
            return new PartFile(path, maxBytes, part, FileChannel.open(part, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new IntakeException(Reason.STORAGE, "cannot open", e);
        }
    }

    @Override
    public void rename(String jobId, String folder, String path) {
        names.add(path);
    }

    @Override
    public PrinterCard card() {
        return new MemoryIntake().card();
    }

    @Override
    public PrintDecision request(PrintRequest request) {
        return PrintDecision.ACCEPTED;
    }

    @Override
    public boolean control(PrintControl control) {
        return false;
    }

    @Override
    public void runningSeen(PrintRequest request) {}

    private final class PartFile implements Upload {
        private final String path;
        private final long maxBytes;
        private final Path part;
        private final FileChannel channel;
        private long bytes;

        PartFile(String path, long maxBytes, Path part, FileChannel channel) {
            this.path = path;
            this.maxBytes = maxBytes;
            this.part = part;
            this.channel = channel;
        }

        @Override
        public void write(ByteBuffer data) throws IntakeException {
            bytes += data.remaining();
            if (bytes > maxBytes) {
                throw new IntakeException(Reason.TOO_LARGE, "too large");
            }
            try {
                while (data.hasRemaining()) {
                    channel.write(data);
                }
            } catch (IOException e) {
                throw new IntakeException(Reason.STORAGE, "cannot write", e);
            }
        }

        @Override
        public StoredUpload commit() throws IntakeException {
            try {
                channel.close();
                if (path.endsWith(".3mf")) {
                    new ZipFile(part.toFile()).close();
                }
                String id = "job-" + number.incrementAndGet();
                stored.put(id, Files.move(part, folder.resolve(id)));
                names.add(path);
                return new StoredUpload(Optional.of(id), bytes, "0".repeat(64));
            } catch (IOException e) {
                throw new IntakeException(Reason.NOT_WHOLE, "not a whole archive", e);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
                Files.deleteIfExists(part);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
