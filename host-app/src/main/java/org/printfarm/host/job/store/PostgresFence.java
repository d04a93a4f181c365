package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.printfarm.host.config.StoreUrl;

/**
 * What a write in PostgreSQL ends with, and what refuses it when another host may write.
 *
 * @param url which database
 * @param own under which this host writes; empty for one that works alone
 * @param lasts whether its lease lasts by its own clock
 */
record PostgresFence(StoreUrl url, Optional<HostEpoch> own, BooleanSupplier lasts) {

    private static final String NOTED = "SELECT coalesce(current_setting('printfarm.jobs', true), '') AS jobs";

    /** Before a write, and when it is done: what was written is, but whoever slept meanwhile must not say so. */
    void requireLease() throws StoreException {
        if (!lasts.getAsBoolean()) {
            throw new StoreException(
                    "this host was cut off from " + url + " for as long as its lease",
                    StoreException.Trouble.AWAY,
                    new SQLException("its lease has ended"));
        }
    }

    /** At the begin of a write: the host has the machine, and keeps it until the write has ended. */
    void requireOwned(Connection connection, String machine) throws SQLException {
        if (own.isPresent()) {
            String what = HostEpoch.MACHINE + machine;
            List<String> rows = Sql.query(
                    connection,
                    HostEpoch.OWNER,
                    row -> row.getString("what"),
                    what,
                    own.get().host(),
                    own.get().epoch());
            if (rows.isEmpty()) {
                throw new SQLException("another host has " + what);
            }
        }
    }

    /** At the end of a write: the jobs that it changed, as the trigger {@code job_changed} noted them. */
    List<Long> written(Connection connection) throws SQLException {
        List<String> answer = own.isEmpty()
                ? Sql.query(connection, NOTED, row -> row.getString("jobs"))
                : Sql.query(
                        connection,
                        NOTED + HostEpoch.FENCE,
                        row -> row.getString("jobs"),
                        own.get().host(),
                        own.get().epoch());
        if (answer.isEmpty()) {
            throw new SQLException("another host has taken over what this one had, or its lease has ended");
        }
        List<Long> jobs = new ArrayList<>();
        for (String job : answer.get(0).split(",")) {
            if (!job.isEmpty() && !jobs.contains(Long.valueOf(job))) {
                jobs.add(Long.valueOf(job));
            }
        }
        return jobs;
    }
}
