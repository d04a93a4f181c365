package org.printfarm.host.job.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.printfarm.host.access.AccountStore;
import org.printfarm.host.access.AuditStore;
import org.printfarm.host.files.HeldFile;

/**
 * The stored files together with their record, which must never disagree to an upload's harm: a file is in place before it is
 * recorded, and its record is gone before the file is. Any thread, any process.
 */
public final class JobRepository implements AutoCloseable {

    private final InboxFolder folder;
    private final ContentStore contents;
    private final ContentSweep sweep;
    private final ContentReplicas replicas;
    private final Database database;
    private final JobStore store;
    private final RequestStore requests;
    private final JobQueries queries;
    private final CardStore cards;
    private final DispatchStore dispatch;
    private final QueueStore queues;
    private final AccountStore accounts;
    private final AuditStore audit;
    private final PrintHistory history;
    private final StepFeed steps;
    private final Clock clock;
    private final HashExecutor hashExecutor = new HashExecutor();
    private volatile boolean closed;

    private JobRepository(InboxFolder folder, Database database, Clock clock) {
        this.folder = folder;
        this.contents = new ContentStore(folder);
        this.database = database;
        this.store = new JobStore(database);
        this.requests = new RequestStore(database);
        this.queries = new JobQueries(database);
        this.sweep = new ContentSweep(contents, queries, !folder.isReplica());
        this.replicas = new ContentReplicas(folder, contents, sweep, new HostPlaces(database));
        this.cards = new CardStore(database);
        this.dispatch = new SqlDispatchStore(database);
        this.queues = new QueueStore(database);
        this.accounts = new SqlAccountStore(database);
        this.audit = new SqlAuditStore(database);
        this.history = new PrintHistory(database);
        this.steps = new StepFeed(database);
        this.clock = clock;
    }

    /** Opens the record; makes whatever is missing, but no database in PostgreSQL. */
    public static JobRepository open(InboxFolder folder, Clock clock) throws IOException {
        folder.create();
        try (HeldFile lock = folder.hold()) {
            return new JobRepository(folder, Database.open(folder), clock);
        }
    }

    /** Removes the files of one folder, by its two hex digits, that are not recorded, and tells of contents without file. */
    public void sweep(String digits) throws IOException {
        try (HeldFile lock = folder.hold()) {
            if (!closed) {
                sweep.tell(digits);
            }
        }
    }

    /**
     * Stores a file that is complete and on the disk. When this returns, both the file and its record survive a crash.
     *
     * @param incoming moved away
     */
    public Job store(IncomingUpload.Sender sender, StoredContent content, Path incoming) throws IOException {
        replicas.keep(content.sha256(), incoming);
        try (HeldFile lock = folder.hold()) {
            if (closed) {
                throw new IOException("the inbox is closed");
            }
            boolean placed = contents.place(incoming, content.sha256());
            try {
                return store.add(sender.received(content, clock.instant()));
            } catch (IOException | RuntimeException e) {
                if (placed) {
                    takeBack(content.sha256(), e);
                }
                throw e;
            }
        }
    }

    /** A failed write to the record may have been done all the same: then the file stays, and the next start knows. */
    private void takeBack(String sha256, Exception cause) {
        try {
            if (!queries.isStored(sha256)) {
                contents.remove(sha256);
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Deletes jobs, and the files that no other job has. Returns how many of the jobs were there. */
    public int delete(Collection<String> ids) throws IOException {
        try (HeldFile lock = folder.hold()) {
            int there = 0;
            for (String id : ids) {
                there += queries.find(id).isPresent() ? 1 : 0;
            }
            for (String sha256 : store.delete(ids)) {
                contents.remove(sha256);
            }
            for (String id : ids) {
                there -= queries.find(id).isPresent() ? 1 : 0;
            }
            return there;
        }
    }

    /** What is asked of the record as a whole. */
    public JobQueries queries() {
        return queries;
    }

    /** Deletes the jobs whose file is not there; how many. */
    public int forgetWithoutFile() throws IOException {
        int lost = 0;
        for (int folder = 0; folder < InboxFolder.FOLDERS; folder++) {
            for (String sha256 : sweep.folder(InboxFolder.digits(folder))) {
                lost += delete(queries.idsWith(sha256));
            }
        }
        return lost;
    }

    /** Takes over another inbox's jobs and files in place of its own. Nobody has that one open. */
    public void replaceBy(InboxFolder other) throws IOException {
        try (HeldFile lock = folder.hold()) {
            for (Path file : ContentStore.all(other)) {
                contents.place(file, file.getFileName().toString());
            }
            database.replaceBy(other.database());
            for (int digits = 0; digits < InboxFolder.FOLDERS; digits++) {
                sweep.folder(InboxFolder.digits(digits));
            }
        }
    }

    /** Writes a copy of the record. */
    void copyRecord(Path target) throws IOException {
        database.copyTo(target);
    }

    /** One job. */
    public Optional<Job> find(String id) throws StoreException {
        return queries.find(id);
    }

    /** Where a job's bytes are. Of several hosts with files of their own, another one is asked for what is not here. */
    public Path file(Job job) {
        return replicas.wanted(job.content().sha256());
    }

    /** The stored files of this host and of the others. */
    public ContentReplicas replicas() {
        return replicas;
    }

    /** The record itself. */
    public JobStore store() {
        return store;
    }

    /** What lies on the printers' cards. */
    public CardStore cards() {
        return cards;
    }

    /** What goes on to machines. */
    public DispatchStore dispatch() {
        return dispatch;
    }

    /** In which order it goes there. */
    public QueueStore queues() {
        return queues;
    }

    /** Who may what. */
    public AccountStore accounts() {
        return accounts;
    }

    /** Who did what. */
    public AuditStore audit() {
        return audit;
    }

    /** Refuses from now on what is written when another host has taken over, or may have since the lease does not last. */
    public void writeUnder(HostEpoch own, BooleanSupplier lasts) {
        database.writeUnder(own, lasts);
    }

    /** Tells of jobs that change. */
    public void onChange(JobListener listener) {
        database.onChange(listener);
    }

    /** What becomes of jobs and machines. */
    public StepFeed steps() {
        return steps;
    }

    /** The prints that are over. */
    PrintHistory history() {
        return history;
    }

    /** The requests that wait for their file. */
    public RequestStore requests() {
        return requests;
    }

    /** For what goes on beside the thread that writes an upload. */
    HashExecutor hashExecutor() {
        return hashExecutor;
    }

    /** Where it all lies. */
    public InboxFolder folder() {
        return folder;
    }

    /** What time it is. */
    public Clock clock() {
        return clock;
    }

    @Override
    public void close() {
        closed = true;
        hashExecutor.close();
        store.close();
    }
}
