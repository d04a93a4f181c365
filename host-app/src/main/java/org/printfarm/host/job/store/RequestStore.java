package org.printfarm.host.job.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.printfarm.api.job.PrintRequest;

/** The print requests that were acknowledged and wait for their file. On the disk when a method returns. Any thread. */
public final class RequestStore {

    /**
     * One that waits.
     *
     * @param number 1 or more, never used twice
     * @param printer the printer's id
     * @param request what was asked for
     * @param received when
     */
    public record Kept(long number, String printer, PrintRequest request, Instant received) {}

    private final Database database;

    RequestStore(Database database) {
        this.database = database;
    }

    /** Keeps a request. */
    public Kept keep(String printer, PrintRequest request, Instant received) throws StoreException {
        return database.write(connection -> {
            List<Long> number = Sql.made(
                    connection,
                    "INSERT INTO print_request (printer, files, on_card, sent_file, subtask, plate, md5, options, request,"
                            + " received, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    printer,
                    JobRows.json(request.files()),
                    request.onCard(),
                    request.sentFile(),
                    request.subtask(),
                    request.plate().isPresent() ? request.plate().getAsInt() : Optional.empty(),
                    request.md5(),
                    JobRows.json(request.options()),
                    request.document(),
                    received.toEpochMilli(),
                    request.from().getHostAddress());
            return new Kept(number.get(0), printer, request, received);
        });
    }

    /** It waits no more; one that is not there does not matter. */
    public void forget(long number) throws StoreException {
        database.write(connection -> forget(connection, number));
    }

    /** The same, within a transaction. */
    static int forget(Connection connection, long number) throws SQLException {
        return Sql.update(connection, "DELETE FROM print_request WHERE id = ?", number);
    }

    /** Those that came since then, oldest first; older ones are forgotten. */
    public List<Kept> since(Instant oldest) throws StoreException {
        return database.write(connection -> {
            Sql.update(connection, "DELETE FROM print_request WHERE received < ?", oldest.toEpochMilli());
            return Sql.query(connection, "SELECT * FROM print_request ORDER BY id", RequestStore::read);
        });
    }

    private static Kept read(ResultSet row) throws SQLException {
        int plate = row.getInt("plate");
        PrintRequest request = new PrintRequest(
                JobRows.names(row.getString("files")),
                row.getBoolean("on_card"),
                row.getString("sent_file"),
                row.getString("subtask"),
                plate == 0 ? OptionalInt.empty() : OptionalInt.of(plate),
                Optional.ofNullable(row.getString("md5")),
                JobRows.options(row.getString("options")),
                row.getString("request"),
                address(row.getString("origin")));
        return new Kept(
                row.getLong("id"), row.getString("printer"), request, Instant.ofEpochMilli(row.getLong("received")));
    }

    /** An address as text is not looked up. */
    private static InetAddress address(String text) throws SQLException {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new SQLException("the column origin holds no address", e);
        }
    }
}
