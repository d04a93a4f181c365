package org.printfarm.host.job.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.printfarm.host.config.StoreUrl;

/**
 * What people are told of a farm's hosts, as the database has it at one moment.
 *
 * @param hosts those that were ever there, by their names
 * @param isReadOnly whether the database takes nothing
 */
public record HostReport(List<Host> hosts, boolean isReadOnly) {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    private static final String MILLIS = "(extract(epoch FROM %s) * 1000)::BIGINT AS %s";

    private static final String HOSTS = "SELECT id, name, version, config_sha256, clock_ms, answer_ms, "
            + MILLIS.formatted("since", "began") + ", " + MILLIS.formatted("ends", "ended")
            + ", ends >= clock_timestamp() AS lives FROM hosts WHERE NOT alone ORDER BY name, id";

    private static final String OWNERS = "SELECT owners.what, owners.host, owners.why, "
            + MILLIS.formatted("owners.since", "began")
            + " FROM owners JOIN hosts ON hosts.id = owners.host AND hosts.epoch = owners.epoch"
            + " WHERE hosts.ends >= clock_timestamp() ORDER BY owners.what";

    public HostReport {
        hosts = List.copyOf(hosts);
    }

    /**
     * One host.
     *
     * @param id of its data folder
     * @param name for people
     * @param version of its program
     * @param configSha256 of the configuration that it has taken, hex
     * @param lives whether its lease lasts
     * @param since when it began to work
     * @param ends when its lease ends or ended
     * @param clockMillis how far its clock is ahead of the database's
     * @param answerMillis how long the database took to answer it lately
     * @param owns what it has, by its name
     */
    public record Host(
            String id,
            String name,
            String version,
            String configSha256,
            boolean lives,
            Instant since,
            Instant ends,
            long clockMillis,
            long answerMillis,
            List<Owned> owns) {}

    /**
     * Something that a host has.
     *
     * @param what a kind and an id
     * @param since when it took it
     * @param why it did
     */
    public record Owned(String what, Instant since, String why) {}

    /**
     * Asks a farm's database. Before a farm has ever run on it, there is nobody.
     *
     * @throws IOException when it cannot be used
     */
    public static HostReport of(StoreUrl store) throws IOException {
        try (Connection connection =
                PostgresConnections.source(store, LONGEST_ANSWER).getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            boolean isReadOnly = is(connection, "current_setting('transaction_read_only') = 'on'");
            boolean isFarm = is(connection, "to_regclass('hosts') IS NOT NULL AND to_regclass('owners') IS NOT NULL");
            return new HostReport(isFarm ? hosts(connection) : List.of(), isReadOnly);
        } catch (SQLException e) {
            throw new StoreException("the hosts in " + store + " cannot be told", PostgresErrors.trouble(e), e);
        }
    }

    private static boolean is(Connection connection, String condition) throws SQLException {
        return Sql.query(connection, "SELECT " + condition + " AS it", row -> row.getBoolean("it"))
                .get(0);
    }

    private static List<Host> hosts(Connection connection) throws SQLException {
        Map<String, List<Owned>> owned = owned(connection);
        return Sql.query(connection, HOSTS, row -> host(row, owned.getOrDefault(row.getString("id"), List.of())));
    }

    private static Map<String, List<Owned>> owned(Connection connection) throws SQLException {
        Map<String, List<Owned>> owned = new HashMap<>();
        List<Boolean> unused = Sql.query(
                connection,
                OWNERS,
                row -> owned.computeIfAbsent(row.getString("host"), host -> new ArrayList<>())
                        .add(new Owned(row.getString("what"), instant(row, "began"), row.getString("why"))));
        return owned;
    }

    private static Host host(ResultSet row, List<Owned> owns) throws SQLException {
        return new Host(
                row.getString("id"),
                row.getString("name"),
                row.getString("version"),
                row.getString("config_sha256"),
                row.getBoolean("lives"),
                instant(row, "began"),
                instant(row, "ended"),
                row.getLong("clock_ms"),
                row.getLong("answer_ms"),
                owns);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
