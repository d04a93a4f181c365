package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One table of a record, whose rows go from one engine to the other as they are. Texts are sorted by their bytes in both.
 *
 * @param name of the table
 * @param key its primary key's columns
 * @param isNumbered whether rows get numbers that are never used twice
 */
record RecordTable(String name, List<String> key, boolean isNumbered) {

    /** Rows that are in memory together. */
    static final int PAGE = 500;

    /** All that is copied, in the order in which rows may refer to others; the last number handed out is one row of another. */
    static final List<RecordTable> ALL = List.of(
            new RecordTable("content", List.of("sha256"), false),
            new RecordTable("job", List.of("id"), true),
            new RecordTable("print_request", List.of("id"), true),
            new RecordTable("job_step", List.of("id"), true),
            new RecordTable("attempt", List.of("task"), false),
            new RecordTable("machine", List.of("id"), false),
            new RecordTable("machine_memory", List.of("machine", "key"), false),
            new RecordTable("account", List.of("name"), false),
            new RecordTable("api_key", List.of("id"), false),
            new RecordTable("session", List.of("hash"), false),
            new RecordTable("audit", List.of("id"), true),
            new RecordTable("print_past", List.of("task"), false));

    /** A column of PostgreSQL alone. */
    private static final String WRITER = "tx";

    /**
     * One row.
     *
     * @param key the values of the key's columns
     * @param values of all columns, in the order of the table's columns
     */
    record Row(List<@Nullable Object> key, List<@Nullable Object> values) {}

    /** One of them. */
    static RecordTable of(String name) {
        return ALL.stream().filter(table -> table.name.equals(name)).findFirst().orElseThrow();
    }

    /** The columns, as they are called in both. */
    List<String> columns(Connection connection) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM " + name + " LIMIT 0");
                ResultSet none = statement.executeQuery()) {
            ResultSetMetaData described = none.getMetaData();
            for (int i = 1; i <= described.getColumnCount(); i++) {
                if (!described.getColumnName(i).equals(WRITER)) {
                    columns.add(described.getColumnName(i));
                }
            }
        }
        Collections.sort(columns);
        return columns;
    }

    /** The rows after one, in the order of their keys; those from the first on when the key is empty. At most {@link #PAGE}. */
    List<Row> page(Connection connection, List<@Nullable Object> after) throws SQLException {
        String where = after.isEmpty() ? "" : " WHERE " + tuple() + " > " + places(key.size());
        return rows(connection, where + " ORDER BY " + String.join(", ", key) + " LIMIT " + PAGE, after.toArray());
    }

    /** The rows after one up to another one and with it; from the first on when the key is empty. */
    List<Row> range(Connection connection, List<@Nullable Object> after, List<@Nullable Object> last)
            throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(after);
        values.addAll(last);
        String above = after.isEmpty() ? "" : tuple() + " > " + places(key.size()) + " AND ";
        return rows(connection, " WHERE " + above + tuple() + " <= " + places(key.size()), values.toArray());
    }

    private List<Row> rows(Connection connection, String rest, @Nullable Object... values) throws SQLException {
        List<String> columns = columns(connection);
        String sql = "SELECT " + String.join(", ", columns) + " FROM " + name + rest;
        return Sql.query(connection, sql, row -> read(row, columns), values);
    }

    private Row read(ResultSet row, List<String> columns) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (String column : columns) {
            Object value = row.getObject(column);
            values.add(value instanceof Integer small ? Long.valueOf(small) : Sql.kept(value));
        }
        List<@Nullable Object> keys = new ArrayList<>();
        for (String column : key) {
            keys.add(values.get(columns.indexOf(column)));
        }
        return new Row(keys, values);
    }

    /**
     * Adds rows.
     *
     * @param conflict what is done with those that are there, {@code ON CONFLICT …}; empty for an error
     */
    void add(Connection connection, List<Row> rows, String conflict) throws SQLException {
        List<String> columns = columns(connection);
        String sql = "INSERT INTO " + name + " (" + String.join(", ", columns) + ") VALUES " + places(columns.size());
        try (PreparedStatement statement = connection.prepareStatement(sql + conflict)) {
            for (Row row : rows) {
                for (int i = 0; i < columns.size(); i++) {
                    statement.setObject(i + 1, row.values().get(i));
                }
                statement.addBatch();
            }
            int[] unused = statement.executeBatch();
        }
    }

    /** Adds all rows of another connection's table, page by page. */
    void addAll(Connection from, Connection to, String conflict) throws SQLException {
        List<Row> rows = page(from, List.of());
        while (!rows.isEmpty()) {
            add(to, rows, conflict);
            rows = page(from, rows.get(rows.size() - 1).key());
        }
    }

    /** The last number that was given; 0 before the first. */
    long lastNumber(Connection connection) throws SQLException {
        String sql = isSqlite(connection)
                ? "SELECT seq AS number FROM sqlite_sequence WHERE name = '" + name + "'"
                : "SELECT last_value AS number FROM " + name + "_id_seq WHERE is_called";
        Optional<Long> last = Sql.first(connection, sql, row -> row.getLong("number"));
        return last.orElse(0L);
    }

    /** Lets numbers go on behind one, if they are not there yet. */
    void numberFrom(Connection connection, long last) throws SQLException {
        if (last <= lastNumber(connection)) {
            return;
        }
        if (isSqlite(connection)) {
            Sql.update(connection, "DELETE FROM sqlite_sequence WHERE name = ?", name);
            Sql.update(connection, "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", name, last);
        } else {
            List<Long> unused = Sql.query(
                    connection,
                    "SELECT setval(?::regclass, ?) AS last",
                    row -> row.getLong("last"),
                    name + "_id_seq",
                    last);
        }
    }

    private static boolean isSqlite(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("SQLite");
    }

    private String tuple() {
        return "(" + String.join(", ", key) + ")";
    }

    private static String places(int count) {
        return "(" + String.join(", ", Collections.nCopies(count, "?")) + ")";
    }
}
