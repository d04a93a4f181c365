package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.printfarm.api.job.CardFile;

/**
 * The cards in a {@link Database}. Several jobs lie at one path only when they are prints of one upload; each keeps the
 * file there.
 */
final class SqlCardStore implements CardStore {

    private static final String SELECT =
            "SELECT job.id, card_path, bytes, received FROM job JOIN content ON content.sha256 = job.sha256"
                    + " WHERE printer = ? AND card_path ";

    private final Database database;

    SqlCardStore(Database database) {
        this.database = database;
    }

    @Override
    public List<CardFile> newest(String printer, int limit) throws StoreException {
        Set<String> seen = new HashSet<>();
        return database
                .query(SELECT + "IS NOT NULL ORDER BY job.id DESC LIMIT ?", SqlCardStore::read, printer, limit)
                .stream()
                .filter(file -> seen.add(file.path()))
                .toList();
    }

    @Override
    public Optional<CardFile> at(String printer, String path) throws StoreException {
        return database.first(SELECT + "= ? ORDER BY job.id DESC LIMIT 1", SqlCardStore::read, printer, path);
    }

    @Override
    public boolean remove(String printer, String path) throws StoreException {
        return database.write(connection -> clear(connection, printer, path) > 0);
    }

    /** Takes away what lies at a path; how many jobs lay there. */
    static int clear(Connection connection, String printer, String path) throws SQLException {
        return Sql.update(
                connection, "UPDATE job SET card_path = NULL WHERE printer = ? AND card_path = ?", printer, path);
    }

    /** Moves a job and the further prints of its upload to another path, in place of what lies there. */
    static void move(Connection connection, Job job, String to) throws SQLException {
        Optional<String> from = Sql.first(
                connection,
                "SELECT card_path FROM job WHERE id = ? AND card_path IS NOT NULL AND card_path <> ?",
                row -> row.getString("card_path"),
                SqlJobStore.number(job.id()),
                to);
        if (from.isPresent()) {
            clear(connection, job.printer(), to);
            Sql.update(
                    connection,
                    "UPDATE job SET card_path = ? WHERE printer = ? AND card_path = ?",
                    to,
                    job.printer(),
                    from.get());
        }
    }

    private static CardFile read(ResultSet row) throws SQLException {
        return new CardFile(
                Long.toString(row.getLong("id")),
                row.getString("card_path"),
                row.getLong("bytes"),
                Instant.ofEpochMilli(row.getLong("received")));
    }
}
