package org.printfarm.host.job.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.printfarm.host.config.StoreUrl;

/**
 * What all hosts of a farm in PostgreSQL have in common beside its record, for one of them at a time: from its opening until it is
 * closed the others wait. What was changed is there when {@link #commit} has returned. One thread.
 */
public final class CommonStore implements AutoCloseable {

    /** The one who has it may be making some thousand certificates. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

    /** A host that hangs does not keep the others waiting. */
    private static final String LIMIT = "SET idle_in_transaction_session_timeout = '60s'";

    private final StoreUrl url;
    private final Connection connection;
    private Row row = new Row(Optional.empty(), Optional.empty());

    /** What is written of the farm as a whole. */
    private record Row(Optional<String> mark, Optional<byte[]> proof) {}

    private CommonStore(StoreUrl url) throws SQLException {
        this.url = url;
        this.connection = PostgresConnections.source(url, LONGEST_ANSWER).getConnection();
    }

    /** Opens a database, which must be there, and brings its tables to this version. */
    public static CommonStore open(StoreUrl url) throws IOException {
        PostgresDatabase.prepare(url);
        return opened(url);
    }

    /**
     * Opens a farm's database that is of this version.
     *
     * @throws StoreException when there is none, or one of another version
     */
    public static CommonStore openFarm(StoreUrl url) throws IOException {
        try {
            if (PostgresDatabase.isReady(PostgresConnections.source(url, Duration.ofSeconds(10)))) {
                return opened(url);
            }
        } catch (SQLException e) {
            throw PostgresErrors.unusable(url, e);
        }
        throw new StoreException(
                url
                        + " has no farm of this version: the first host starts with it before others join, and all are of one version",
                StoreException.Trouble.OTHER,
                new SQLException("tables of another version"));
    }

    private static CommonStore opened(StoreUrl url) throws StoreException {
        try {
            CommonStore store = new CommonStore(url);
            try {
                store.lock();
                return store;
            } catch (SQLException e) {
                store.close();
                throw e;
            }
        } catch (SQLException e) {
            throw PostgresErrors.unusable(url, e);
        }
    }

    private void lock() throws SQLException {
        connection.setAutoCommit(false);
        int unused = Sql.update(connection, LIMIT);
        try (PreparedStatement statement = connection.prepareStatement("SELECT mark, proof FROM farm FOR UPDATE");
                ResultSet found = statement.executeQuery()) {
            if (found.next()) {
                row = new Row(
                        Optional.ofNullable(found.getString("mark")), Optional.ofNullable(found.getBytes("proof")));
            }
        }
    }

    /** What the folder of stored files is marked with; empty before the first host has marked one. */
    public Optional<String> mark() {
        return row.mark;
    }

    /** Sets the mark. */
    public void mark(String text) throws StoreException {
        set("UPDATE farm SET mark = ?", text);
        row = new Row(Optional.of(text), row.proof);
    }

    /** By which a host knows whether its key is the farm's; empty before the first key. */
    public Optional<byte[]> proof() {
        return row.proof.map(byte[]::clone);
    }

    /** Sets the proof. */
    public void prove(byte[] sealed) throws StoreException {
        set("UPDATE farm SET proof = ?", sealed);
        row = new Row(row.mark, Optional.of(sealed.clone()));
    }

    /** The files, sealed, by their names. */
    public Map<String, byte[]> files() throws StoreException {
        Map<String, byte[]> files = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT name, content FROM farm_file");
                ResultSet file = statement.executeQuery()) {
            while (file.next()) {
                files.put(file.getString("name"), file.getBytes("content"));
            }
        } catch (SQLException e) {
            throw PostgresErrors.unusable(url, e);
        }
        return files;
    }

    /** Puts files in, or in place of those that are there. */
    public void put(Map<String, byte[]> files) throws StoreException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO farm_file (name, content) VALUES (?, ?)"
                        + " ON CONFLICT (name) DO UPDATE SET content = excluded.content")) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                statement.setString(1, file.getKey());
                statement.setBytes(2, file.getValue());
                statement.addBatch();
            }
            int[] unused = statement.executeBatch();
        } catch (SQLException e) {
            throw PostgresErrors.unusable(url, e);
        }
    }

    private void set(String sql, Object value) throws StoreException {
        try {
            int unused = Sql.update(connection, sql, value);
        } catch (SQLException e) {
            throw PostgresErrors.unusable(url, e);
        }
    }

    /** Brings what was changed to the database's disk, and lets the next one in. */
    public void commit() throws StoreException {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw PostgresErrors.unusable(url, e);
        }
    }

    /** Forgets what was not committed. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server does it when it hears nothing.
            return;
        }
    }
}
