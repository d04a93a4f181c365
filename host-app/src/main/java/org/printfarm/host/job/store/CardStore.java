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

/** Where the files of jobs lie on their printers' cards. Every change is on the disk when its method returns. Any thread. */
public final class CardStore {

    private static final String SELECT =
            "SELECT job.id, card_path, bytes, received FROM job JOIN content ON content.sha256 = job.sha256"
                    + " WHERE printer = ? AND card_path ";

    private final Database database;

    CardStore(Database database) {
        this.database = database;
    }

    /** The files on a printer's card, newest first, each path once, at most so many. */
    public List<CardFile> newest(String printer, int limit) throws StoreException {
        Set<String> seen = new HashSet<>();
        return database
                .query(SELECT + "IS NOT NULL ORDER BY job.id DESC LIMIT ?", CardStore::read, printer, limit)
                .stream()
                .filter(file -> seen.add(file.path()))
                .toList();
    }

    /** The file that lies at a path of a printer's card. */
    public Optional<CardFile> at(String printer, String path) throws StoreException {
        return database.first(SELECT + "= ? ORDER BY job.id DESC LIMIT 1", CardStore::read, printer, path);
    }

    /** Takes a file off a printer's card and keeps its jobs. False when nothing lies there. */
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
                JobStore.number(job.id()),
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
