package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.job.store.JobChanges.Left;

/**
 * What a write in PostgreSQL ends with, and what refuses it when another host may write.
 *
 * @param url which database
 * @param own under which this host writes; empty for one that works alone
 * @param machine what must be this host's too; empty for nothing
 * @param lasts whether its lease lasts by its own clock
 */
record PostgresFence(StoreUrl url, Optional<HostEpoch> own, Optional<String> machine, BooleanSupplier lasts) {

    /** What the trigger {@code job_changed} noted: numbers of jobs, each behind a comma. */
    private static final String NOTED =
            "string_to_array(ltrim(coalesce(current_setting('printfarm.jobs', true), ''), ','), ',')::BIGINT[]";

    private static final String WRITTEN = "SELECT noted.id, job.printer, job.state FROM %s LEFT JOIN unnest(" + NOTED
            + ") AS noted (id) ON true LEFT JOIN job ON job.id = noted.id";

    private static final String ALONE = String.format(Locale.ROOT, WRITTEN, "(SELECT 1) AS alone");

    /** No row when the host may not write; its row stays as it is until the write has ended. */
    private static final String FENCED =
            String.format(Locale.ROOT, WRITTEN, "hosts") + HostEpoch.MAY_WRITE + " FOR KEY SHARE OF hosts";

    /**
     * The same for what has that machine. Its row is enough to hold: whoever takes the machine from a host changes it, and many
     * that write at once would have one row of the host to share.
     */
    private static final String OWNED = String.format(
                    Locale.ROOT,
                    WRITTEN,
                    "hosts JOIN owners ON owners.what = ? AND owners.host = hosts.id AND owners.epoch = hosts.epoch")
            + HostEpoch.MAY_WRITE + " FOR KEY SHARE OF owners";

    /** Of a database that one host alone has. */
    static PostgresFence none(StoreUrl url) {
        return new PostgresFence(url, Optional.empty(), Optional.empty(), () -> true);
    }

    /** Of a host among several. */
    static PostgresFence of(StoreUrl url, HostEpoch own, BooleanSupplier lasts) {
        return new PostgresFence(url, Optional.of(own), Optional.empty(), lasts);
    }

    /** The same for what only the host may write that has a machine. */
    PostgresFence of(String id) {
        return new PostgresFence(url, own, Optional.of(id), lasts);
    }

    /** Before a write, and when it is done: what was written is, but whoever slept meanwhile must not say so. */
    void requireLease() throws StoreException {
        if (!lasts.getAsBoolean()) {
            throw new StoreException(
                    "this host was cut off from " + url + " for as long as its lease",
                    StoreException.Trouble.AWAY,
                    new SQLException("its lease has ended"));
        }
    }

    /**
     * At the end of a write: the jobs that it changed, as it leaves them. In one round trip with the fence, as each write waits for
     * it; last, so that a host that is cut off holds a row for as short a time as can be.
     */
    List<Left> written(Connection connection) throws SQLException {
        List<Optional<Left>> answer = answer(connection);
        if (answer.isEmpty()) {
            String what = machine.map(HostEpoch.MACHINE::concat).orElse("what this one had");
            throw new SQLException("another host has " + what + " by now, or this one's lease has ended");
        }
        return answer.stream().flatMap(Optional::stream).distinct().toList();
    }

    private List<Optional<Left>> answer(Connection connection) throws SQLException {
        if (own.isEmpty()) {
            return Sql.query(connection, ALONE, PostgresFence::left);
        }
        String host = own.get().host();
        long epoch = own.get().epoch();
        return machine.isEmpty()
                ? Sql.query(connection, FENCED, PostgresFence::left, host, epoch)
                : Sql.query(connection, OWNED, PostgresFence::left, HostEpoch.MACHINE + machine.get(), host, epoch);
    }

    /** Empty for a write that changed none. */
    private static Optional<Left> left(ResultSet row) throws SQLException {
        long job = row.getLong("id");
        if (row.wasNull()) {
            return Optional.empty();
        }
        String printer = row.getString("printer");
        return Optional.of(
                printer == null ? Left.deleted(job) : new Left(printer, Long.toString(job), row.getString("state")));
    }
}
