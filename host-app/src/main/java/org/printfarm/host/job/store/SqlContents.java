package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.printfarm.host.job.threemf.SlicedContents;

/** The statements on stored contents, which several jobs may share. To be called within a write. */
final class SqlContents {

    private SqlContents() {}

    /** The same bytes may have come before under a name that does not tell that they are an archive. */
    static void add(Connection connection, StoredContent content, Instant now) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO content (sha256, md5, bytes, contents, checked) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (sha256) DO UPDATE SET checked = excluded.checked, damaged = 0,"
                        + " contents = CASE WHEN excluded.contents = ? THEN content.contents ELSE excluded.contents END",
                content.sha256(),
                content.md5(),
                content.bytes(),
                JobRows.json(content.contents()),
                now.toEpochMilli(),
                JobRows.json(SlicedContents.NONE));
    }

    /** Puts what is known of a job's content in place of what was. */
    static void describe(Connection connection, long job, SlicedContents contents) throws SQLException {
        Sql.update(
                connection,
                "UPDATE content SET contents = ? WHERE sha256 = (SELECT sha256 FROM job WHERE id = ?)",
                JobRows.json(contents),
                job);
    }

    /** The SHA-256 of a job's content; empty when the job is not there. */
    static Optional<String> of(Connection connection, long job) throws SQLException {
        return Sql.first(connection, "SELECT sha256 FROM job WHERE id = ?", row -> row.getString("sha256"), job);
    }

    /** Deletes a content that no job has; false when one has it. */
    static boolean deleteUnused(Connection connection, String sha256) throws SQLException {
        return Sql.update(
                        connection,
                        "DELETE FROM content WHERE sha256 = ?"
                                + " AND NOT EXISTS (SELECT 1 FROM job WHERE job.sha256 = content.sha256)",
                        sha256)
                > 0;
    }

    /** Notes a look at the bytes; false when somebody else has looked since. */
    static boolean checked(Connection connection, JobQueries.Due content, Instant now, boolean damaged)
            throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE content SET checked = ?, damaged = ? WHERE sha256 = ? AND checked = ?",
                        now.toEpochMilli(),
                        damaged,
                        content.sha256(),
                        content.checked())
                > 0;
    }
}
