package org.printfarm.host.job.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.printfarm.host.access.AccountStore;
import org.printfarm.host.access.AuditStore;
import org.printfarm.host.job.threemf.ThreeMf;
import org.printfarm.host.job.threemf.UploadName;

/**
 * The jobs of a farm for whoever looks from outside, whether its host runs or not. A data folder without an inbox has no jobs
 * and stays as it is.
 */
public final class JobArchive implements AutoCloseable {

    private final Optional<JobRepository> repository;

    private JobArchive(Optional<JobRepository> repository) {
        this.repository = repository;
    }

    /**
     * Opens it.
     *
     * @param folder where it lies; need not be there
     * @return to be closed
     * @throws IOException when there is a record of jobs that cannot be read
     */
    public static JobArchive open(InboxFolder folder) throws IOException {
        return new JobArchive(
                folder.hasRecord() ? Optional.of(JobRepository.open(folder, Clock.systemUTC())) : Optional.empty());
    }

    /**
     * Opens it, and makes what is missing.
     *
     * @param folder where it lies
     * @return to be closed
     * @throws IOException when the record cannot be made or read
     */
    public static JobArchive create(InboxFolder folder) throws IOException {
        return new JobArchive(Optional.of(JobRepository.open(folder, Clock.systemUTC())));
    }

    /**
     * That of a host in this process.
     *
     * @param repository open; closed by whoever opened it, so this need not be
     * @return the same jobs
     */
    public static JobArchive of(JobRepository repository) {
        return new JobArchive(Optional.of(repository));
    }

    /**
     * A page of jobs.
     *
     * @param filter which
     * @return oldest first
     * @throws IOException when the record cannot be read
     */
    public List<Job> list(JobFilter filter) throws IOException {
        return repository.isEmpty() ? List.of() : repository.get().queries().page(filter);
    }

    /** Who may what; empty where there is no record yet. */
    public Optional<AccountStore> accounts() {
        return repository.map(JobRepository::accounts);
    }

    /** Who did what; empty where there is no record yet. */
    public Optional<AuditStore> audit() {
        return repository.map(JobRepository::audit);
    }

    /**
     * A page of the prints that are over, see {@link PrintHistory#page}.
     *
     * @throws IOException when the record cannot be read
     */
    public List<PastPrint> history(Instant from, Instant to, long after, int limit) throws IOException {
        return repository.isEmpty() ? List.of() : repository.get().history().page(from, to, after, limit);
    }

    /**
     * Makes a copy of the record as it is now, for a backup: all stored files are on this host then.
     *
     * @return the new file, where a host's next start removes it if nobody did before; empty when there is no record
     * @throws IOException when the record cannot be read, or the copy not be written
     */
    public Optional<Path> copyRecord() throws IOException {
        if (repository.isEmpty()) {
            return Optional.empty();
        }
        repository.get().replicas().gather();
        Path copy = repository.get().folder().createTemporary();
        repository.get().copyRecord(copy);
        return Optional.of(copy);
    }

    /**
     * One job.
     *
     * @param id any text
     * @return empty when there is no such job
     * @throws IOException when the record cannot be read
     */
    public Optional<Job> find(String id) throws IOException {
        return repository.isEmpty() ? Optional.empty() : repository.get().find(id);
    }

    /**
     * What became of a job.
     *
     * @param id any text
     * @return oldest first; empty for a job that is not there
     * @throws IOException when the record cannot be read
     */
    public List<JobStep> steps(String id) throws IOException {
        return repository.isEmpty() ? List.of() : repository.get().dispatch().steps(id);
    }

    /**
     * The message by which a job was requested, as it was sent.
     *
     * @param id any text
     * @return JSON, a peer's text; empty when there is none
     * @throws IOException when the record cannot be read
     */
    public Optional<String> message(String id) throws IOException {
        return repository.isEmpty()
                ? Optional.empty()
                : repository.get().store().message(id);
    }

    /**
     * Who sent a job.
     *
     * @param id any text
     * @return the name of a user, or {@code key} and the name of a key; empty for a slicer
     * @throws IOException when the record cannot be read
     */
    public Optional<String> sender(String id) throws IOException {
        return repository.isEmpty()
                ? Optional.empty()
                : repository.get().store().sender(id);
    }

    /**
     * Where a job's bytes are.
     *
     * @param id any text
     * @return to be read only; empty when there is no such job
     * @throws IOException when the record cannot be read
     */
    public Optional<Path> content(String id) throws IOException {
        return find(id).map(job -> repository.orElseThrow().file(job).toAbsolutePath());
    }

    /**
     * Writes a job's bytes somewhere else: whole, or not at all. Replaces a file that is there.
     *
     * @param content where they are
     * @param target the new file; its folder must be there
     * @throws IOException when it cannot be read or written
     */
    public static void export(Path content, Path target) throws IOException {
        Path whole = target.toAbsolutePath().normalize();
        Path partial = Files.createTempFile(whole.resolveSibling(""), ".farm-export-", ".part");
        try {
            Files.copy(content, partial, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            move(partial, whole);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void move(Path partial, Path whole) throws IOException {
        try {
            Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, whole, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Deletes a job, and its file unless another job has the same bytes.
     *
     * @param id the job
     * @return false when there is no such job
     * @throws IOException when it cannot be deleted
     */
    public boolean delete(String id) throws IOException {
        return repository.isPresent() && repository.get().delete(List.of(id)) > 0;
    }

    /**
     * A plate's picture, read from the stored file.
     *
     * @param id the job
     * @param plate 1 or more
     * @return PNG, at most 8 MiB; empty when there is no such job or picture
     * @throws IOException when the file cannot be read
     */
    public Optional<byte[]> thumbnail(String id, int plate) throws IOException {
        Optional<Job> job = find(id).filter(one -> new UploadName(one.file()).isArchive());
        return job.isEmpty()
                ? Optional.empty()
                : ThreeMf.thumbnail(repository.orElseThrow().file(job.get()), plate);
    }

    @Override
    public void close() {
        repository.ifPresent(JobRepository::close);
    }
}
