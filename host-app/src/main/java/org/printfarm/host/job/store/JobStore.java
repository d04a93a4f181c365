package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.host.job.store.DispatchStore.Change;
import org.printfarm.host.job.threemf.SlicedContents;

/**
 * The record of jobs, whatever database keeps it. Every change is on the disk when its method returns. Any thread; a method
 * may wait for another process, at most 10 s. No transaction outlives a call.
 */
public final class JobStore implements AutoCloseable {

    /**
     * What a file is called.
     *
     * @param file its name in the record, without the folder that its client worked in
     * @param onCard where it lies on its printer's card, from the root
     */
    public record Naming(String file, String onCard) {}

    /**
     * An upload whose file is in place.
     *
     * @param printer the printer's id
     * @param naming its names
     * @param content what it is
     * @param received when
     * @param from the client's address
     */
    public record Received(String printer, Naming naming, StoredContent content, Instant received, String from) {}

    /**
     * What a print request adds to a job.
     *
     * @param plate 1 or more
     * @param request what was asked for
     * @param state held, queued, or done when it goes nowhere
     * @param notes what there is to know beside
     * @param pool the pool that it waits in; empty when it goes to a machine or nowhere
     * @param wishes what is to feed its channels in place of what the file says, JSON; empty for nothing
     * @param kept the number under which the request waited, see {@link RequestStore}; empty when it did not
     */
    public record Order(
            int plate,
            PrintRequest request,
            Job.State state,
            Job.Notes notes,
            Optional<String> pool,
            Optional<String> wishes,
            OptionalLong kept) {}

    /** What a job begins with. */
    private static final String INSERT =
            "INSERT INTO job (printer, file, card_path, sha256, state, options, received, origin)";

    private final Database database;

    JobStore(Database database) {
        this.database = database;
    }

    /** Records an upload, and its content when it is the first with it. */
    public Job add(Received upload) throws StoreException {
        return database.write(connection -> {
            SqlContents.add(connection, upload.content(), upload.received());
            CardStore.clear(connection, upload.printer(), upload.naming().onCard());
            List<Long> made = Sql.made(
                    connection,
                    INSERT + " VALUES (?, ?, ?, ?, ?, '{}', ?, ?)",
                    upload.printer(),
                    upload.naming().file(),
                    upload.naming().onCard(),
                    upload.content().sha256(),
                    Job.State.RECEIVED.word(),
                    upload.received().toEpochMilli(),
                    upload.from());
            SqlJobSteps.note(
                    connection,
                    made.get(0),
                    new Change(Job.State.RECEIVED, OptionalInt.empty(), Optional.empty()),
                    upload.received());
            return JobRows.just(connection, made.get(0));
        });
    }

    /** Makes a received job a requested one; its request waits no more. Empty when it is not there, or was requested already. */
    public Optional<Job> request(String id, Order order, Instant now) throws StoreException {
        return database.write(connection -> order(connection, number(id), order, now));
    }

    /** Records a further, requested job with the content of another one; its request waits no more. Empty when that is not there. */
    public Optional<Job> requestAgain(String id, Order order, Instant received, String from) throws StoreException {
        return database.write(connection -> {
            List<Long> made = Sql.made(
                    connection,
                    INSERT + " SELECT printer, file, card_path, sha256, ?, '{}', ?, ? FROM job WHERE id = ?",
                    Job.State.RECEIVED.word(),
                    received.toEpochMilli(),
                    from,
                    number(id));
            return made.isEmpty() ? Optional.empty() : order(connection, made.get(0), order, received);
        });
    }

    /** Makes a received job what was ordered; empty when it is none. Its request waits no more. */
    private static Optional<Job> order(Connection connection, long job, Order order, Instant now) throws SQLException {
        int changed = Sql.update(
                connection,
                "UPDATE job SET state = ?, plate = ?, options = ?, request = ?, repeat_of = ?, warning = ?,"
                        + " machine = ?, reason = ?, pool = ?, wishes = ?, refusal = NULL WHERE id = ? AND state = ?",
                order.state().word(),
                order.plate(),
                JobRows.json(order.request().options()),
                order.request().document(),
                order.notes().repeatOf().map(Long::valueOf),
                order.notes().warning(),
                order.notes().machine(),
                order.notes().reason(),
                order.pool(),
                order.wishes(),
                job,
                Job.State.RECEIVED.word());
        if (changed == 0) {
            return Optional.empty();
        }
        Change told =
                new Change(order.state(), OptionalInt.empty(), order.notes().reason());
        SqlJobSteps.note(connection, job, told, now);
        if (order.kept().isPresent()) {
            RequestStore.forget(connection, order.kept().getAsLong());
        }
        return JobRows.first(connection, "WHERE job.id = ?", job);
    }

    /** Notes why a request for a job's file was turned down. */
    public void refuse(String id, String reason) throws StoreException {
        set("refusal", reason, id);
    }

    /** Notes that the client of a job was shown its print. */
    public void runningSeen(String id) throws StoreException {
        set("running_seen", true, id);
    }

    /** Notes who sent a job. */
    public void sentBy(String id, String sender) throws StoreException {
        set("sender", sender, id);
    }

    private void set(String column, Object value, String id) throws StoreException {
        String sql = "UPDATE job SET " + column + " = ? WHERE id = ?";
        database.update(sql, value, number(id));
    }

    /** Who sent a job: the name of a user, or {@code key} and the name of a key; empty for a slicer, or a job that is not there. */
    public Optional<String> sender(String id) throws StoreException {
        return text("sender", id);
    }

    /** The message by which a job was requested, as it was sent; empty for a job that was not, or by an earlier version. */
    public Optional<String> message(String id) throws StoreException {
        return text("request", id);
    }

    /** What one column says of a job; empty for NULL too. */
    private Optional<String> text(String column, String id) throws StoreException {
        return database.first(
                "SELECT " + column + " AS text FROM job WHERE id = ? AND " + column + " IS NOT NULL",
                row -> row.getString("text"),
                number(id));
    }

    /** Gives a job other names and, when its content was not read under the old one, what was read now. Empty when it is not there. */
    public Optional<Job> rename(String id, Naming naming, SlicedContents contents) throws StoreException {
        return database.write(connection -> {
            int changed = Sql.update(connection, "UPDATE job SET file = ? WHERE id = ?", naming.file(), number(id));
            if (!contents.equals(SlicedContents.NONE)) {
                SqlContents.describe(connection, number(id), contents);
            }
            Optional<Job> renamed =
                    changed == 0 ? Optional.empty() : JobRows.first(connection, "WHERE job.id = ?", number(id));
            if (renamed.isPresent()) {
                CardStore.move(connection, renamed.get(), naming.onCard());
            }
            return renamed;
        });
    }

    /**
     * Deletes jobs; those that are not there do not matter.
     *
     * @return the SHA-256 of the contents that no job has any more
     */
    public List<String> delete(Collection<String> ids) throws StoreException {
        return database.write(connection -> {
            List<String> gone = new ArrayList<>();
            for (String id : ids) {
                long job = number(id);
                Optional<String> content = SqlContents.of(connection, job);
                Sql.update(connection, "DELETE FROM job WHERE id = ? AND " + JobQueries.NOT_ON_MACHINE, job);
                if (content.isPresent() && SqlContents.deleteUnused(connection, content.get())) {
                    gone.add(content.get());
                }
            }
            return gone;
        });
    }

    /** Records whether a content's bytes are what they were. False when it has gone or came again since it was due. */
    public boolean checked(JobQueries.Due content, Instant now, boolean damaged) throws StoreException {
        return database.write(connection -> SqlContents.checked(connection, content, now, damaged));
    }

    /** Ends it; waits for a running call, at most 0.4 s. May be called twice. */
    @Override
    public void close() {
        database.close();
    }

    /** Numbers begin with 1: a text that is none finds nothing. */
    static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
