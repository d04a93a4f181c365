package org.printfarm.host.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The record of jobs in a {@link SqliteDatabase}. */
final class SqliteJobStore implements JobStore {

    private final SqliteDatabase database;

    SqliteJobStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Job add(Received upload) throws StoreException {
        return database.write(connection -> {
            StoredContent content = upload.content();
            // The same bytes may have come before under a name that does not tell that they are an archive.
            update(
                    connection,
                    "INSERT INTO content (sha256, md5, bytes, contents) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (sha256) DO UPDATE SET contents = excluded.contents WHERE excluded.contents <> ?",
                    content.sha256(),
                    content.md5(),
                    content.bytes(),
                    JobRows.json(content.contents()),
                    JobRows.json(SlicedContents.NONE));
            update(
                    connection,
                    "INSERT INTO job (printer, file, sha256, state, options, received, origin) VALUES (?, ?, ?, ?, '{}', ?, ?)",
                    upload.printer(),
                    upload.file(),
                    content.sha256(),
                    Job.State.RECEIVED.word(),
                    upload.received().toEpochMilli(),
                    upload.from());
            return newest(connection);
        });
    }

    @Override
    public Optional<Job> request(String id, Order order) throws StoreException {
        Optional<Long> number = number(id);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        return database.write(connection -> {
            int changed = update(
                    connection,
                    "UPDATE job SET state = ?, plate = ?, options = ? WHERE id = ? AND state = ?",
                    Job.State.REQUESTED.word(),
                    order.plate(),
                    JobRows.json(order.options()),
                    number.get(),
                    Job.State.RECEIVED.word());
            return changed == 0 ? Optional.empty() : first(connection, "WHERE job.id = ?", number.get());
        });
    }

    @Override
    public Optional<Job> requestAgain(String id, Order order, Instant received, String from) throws StoreException {
        Optional<Long> number = number(id);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        return database.write(connection -> {
            int added = update(
                    connection,
                    "INSERT INTO job (printer, file, sha256, state, plate, options, received, origin)"
                            + " SELECT printer, file, sha256, ?, ?, ?, ?, ? FROM job WHERE id = ?",
                    Job.State.REQUESTED.word(),
                    order.plate(),
                    JobRows.json(order.options()),
                    received.toEpochMilli(),
                    from,
                    number.get());
            return added == 0 ? Optional.empty() : Optional.of(newest(connection));
        });
    }

    @Override
    public Optional<Job> rename(String id, String file, SlicedContents contents) throws StoreException {
        Optional<Long> number = number(id);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        return database.write(connection -> {
            int changed = update(connection, "UPDATE job SET file = ? WHERE id = ?", file, number.get());
            if (!contents.equals(SlicedContents.NONE)) {
                update(
                        connection,
                        "UPDATE content SET contents = ? WHERE sha256 = (SELECT sha256 FROM job WHERE id = ?)",
                        JobRows.json(contents),
                        number.get());
            }
            return changed == 0 ? Optional.empty() : first(connection, "WHERE job.id = ?", number.get());
        });
    }

    @Override
    public List<Job> list() throws StoreException {
        return database.read(connection -> query(connection, JobRows.SELECT + "ORDER BY job.id", JobRows::read));
    }

    @Override
    public Optional<Job> find(String id) throws StoreException {
        Optional<Long> number = number(id);
        return number.isEmpty()
                ? Optional.empty()
                : database.read(connection -> first(connection, "WHERE job.id = ?", number.get()));
    }

    @Override
    public Optional<Job> newestNamed(String printer, UploadName name) throws StoreException {
        String file = name.text();
        return database.read(connection -> first(
                connection,
                "WHERE printer = ? AND (file = ? OR substr(file, -length(?) - 1) = '/' || ?"
                        + " OR substr(?, -length(file) - 1) = '/' || file) ORDER BY job.id DESC LIMIT 1",
                printer,
                file,
                file,
                file,
                file));
    }

    @Override
    public Optional<Job> newestWithMd5(String printer, String md5) throws StoreException {
        return database.read(connection ->
                first(connection, "WHERE printer = ? AND md5 = ? ORDER BY job.id DESC LIMIT 1", printer, md5));
    }

    @Override
    public List<String> delete(Collection<String> ids) throws StoreException {
        return database.write(connection -> {
            for (String id : ids) {
                Optional<Long> number = number(id);
                if (number.isPresent()) {
                    update(connection, "DELETE FROM job WHERE id = ?", number.get());
                }
            }
            String unused = "sha256 NOT IN (SELECT sha256 FROM job)";
            List<String> gone =
                    query(connection, "SELECT sha256 FROM content WHERE " + unused, row -> row.getString("sha256"));
            update(connection, "DELETE FROM content WHERE " + unused);
            return gone;
        });
    }

    @Override
    public Set<String> contents() throws StoreException {
        return database.read(connection ->
                new HashSet<>(query(connection, "SELECT DISTINCT sha256 FROM job", row -> row.getString("sha256"))));
    }

    @Override
    public void close() {
        database.close();
    }

    private static Job newest(Connection connection) throws SQLException {
        return first(connection, "WHERE job.id = last_insert_rowid()")
                .orElseThrow(() -> new SQLException("the row that was just made is not there"));
    }

    private static Optional<Job> first(Connection connection, String where, Object... values) throws SQLException {
        return query(connection, JobRows.SELECT + where, JobRows::read, values).stream()
                .findFirst();
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> query(Connection connection, String sql, RowReader<T> reader, Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
            return rows;
        }
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static Optional<Long> number(String id) {
        try {
            return Optional.of(Long.parseLong(id));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
