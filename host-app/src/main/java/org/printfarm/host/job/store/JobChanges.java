package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Tells of jobs whose rows were written and committed. Any thread. */
final class JobChanges {

    /** Told one by one; more of them are told as many. */
    static final int MOST = 100;

    private static final String MANY = "MANY";

    private volatile JobListener listener = (printer, job, state) -> {};

    /** Tells this one from now on. */
    void to(JobListener next) {
        listener = next;
    }

    /**
     * A job as a write left it.
     *
     * @param printer empty when it was deleted
     * @param id its number
     * @param state its word, {@code DELETED} when it was
     */
    record Left(String printer, String id, String state) {

        static Left deleted(long job) {
            return new Left("", Long.toString(job), "DELETED");
        }
    }

    /** What was written is on the disk, also when its rows cannot be read again: then many are told. */
    void tell(Connection connection, Collection<Long> rows) {
        try {
            if (rows.size() > MOST) {
                listener.changed("", "", MANY);
                return;
            }
            List<Left> jobs = new ArrayList<>();
            for (long row : rows) {
                jobs.add(left(connection, row));
            }
            tell(jobs);
        } catch (SQLException e) {
            listener.changed("", "", MANY);
        }
    }

    /** The same of jobs that were read while they were written. */
    void tell(Collection<Left> jobs) {
        if (jobs.size() > MOST) {
            listener.changed("", "", MANY);
        } else {
            jobs.forEach(job -> listener.changed(job.printer(), job.id(), job.state()));
        }
    }

    private static Left left(Connection connection, long job) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT printer, state FROM job WHERE id = ?",
                        row -> new Left(row.getString("printer"), Long.toString(job), row.getString("state")),
                        job)
                .orElseGet(() -> Left.deleted(job));
    }
}
