package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Word between hosts that something has become free, by LISTEN and NOTIFY: to look sooner, and nothing is wrong when one is lost. */
final class HostHints {

    private static final String CHANNEL = "printfarm_hosts";

    private HostHints() {}

    /** Hears them on a connection from now on. */
    static void listen(Connection connection) throws SQLException {
        Sql.update(connection, "LISTEN " + CHANNEL);
    }

    /** Gives one to the other hosts when the transaction is committed. */
    static void give(Connection connection) throws SQLException {
        Sql.update(connection, "NOTIFY " + CHANNEL);
    }

    /** Whether another host gave one since the last call, as far as it came; waits for nothing. */
    static boolean came(Connection connection) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        PGNotification[] all = postgres.getNotifications();
        return all != null && Arrays.stream(all).anyMatch(one -> one.getPID() != postgres.getBackendPID());
    }
}
