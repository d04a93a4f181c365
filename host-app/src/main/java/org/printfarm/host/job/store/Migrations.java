package org.printfarm.host.job.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * The tables' versions in one kind of database. Flyway alone changes tables; it is started when its own history is anything else
 * than what it leaves behind after the last of the scripts. Where the history is exactly that, Flyway would look and do nothing,
 * and starting it for that took 0.5 s of 3.3 s of every start.
 *
 * @param folder where the scripts lie
 * @param table finds the table of Flyway's history; its name follows
 * @param scripts in the order of their versions; {@code <version>__<what>.sql}. A version means the same tables everywhere
 */
record Migrations(String folder, String table, List<String> scripts) {

    private static final String PACKAGE = "org/printfarm/host/job/store/";
    private static final String HISTORY = "flyway_schema_history";

    /** In SQLite. */
    static final Migrations SQLITE = new Migrations(
            PACKAGE + "migrations",
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ",
            List.of(
                    "V1__jobs.sql",
                    "V2__print_requests.sql",
                    "V3__lists.sql",
                    "V4__content_checks.sql",
                    "V5__card.sql",
                    "V6__machines.sql",
                    "V7__dispatch.sql",
                    "V8__access.sql",
                    "V9__senders.sql",
                    "V10__pools.sql"));

    /** In PostgreSQL, which came with version 10. */
    static final Migrations POSTGRESQL = new Migrations(
            PACKAGE + "postgresql",
            "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = ",
            List.of(
                    "V10__farm.sql",
                    "V11__leases.sql",
                    "V13__common.sql",
                    "V14__hosts.sql",
                    "V15__replicas.sql",
                    "V16__reach.sql"));

    /** Brings the tables to this version. No connection is open but those of the source. */
    void run(DataSource source) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:" + folder)
                .load()
                .migrate();
    }

    /**
     * Whether {@link #run} would change nothing.
     *
     * @throws NewerSchemaException when a later version than the last of the scripts has run
     * @throws SQLException when the file is no database
     * @throws IOException when a script cannot be read
     */
    boolean areDone(Connection connection) throws SQLException, IOException {
        List<String> expected = new ArrayList<>();
        for (String script : scripts) {
            expected.add(noted(script, checksum(script), true));
        }
        return expected.equals(history(connection));
    }

    /** What Flyway notes of a script that it ran. */
    private static String noted(String script, int checksum, boolean succeeded) {
        return script + " " + checksum + " " + succeeded;
    }

    private List<String> history(Connection connection) throws SQLException {
        List<String> entries = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery(table + "'" + HISTORY + "'")) {
                if (!found.next()) {
                    return entries;
                }
            }
            try (ResultSet row = statement.executeQuery(
                    "SELECT version, script, checksum, success FROM " + HISTORY + " ORDER BY installed_rank")) {
                while (row.next()) {
                    refuseNewer(row.getString("version"));
                    entries.add(noted(
                            String.valueOf(row.getString("script")),
                            row.getInt("checksum"),
                            row.getBoolean("success")));
                }
            }
        }
        return entries;
    }

    /** Flyway itself passes later versions over, and this host would write into tables that it does not know. */
    private void refuseNewer(@Nullable String version) throws SQLException {
        if (version != null && version.matches("[0-9]{1,9}") && Integer.parseInt(version) > lastVersion()) {
            throw new NewerSchemaException(version);
        }
    }

    private int lastVersion() {
        String last = scripts.get(scripts.size() - 1);
        return Integer.parseInt(last.substring(1, last.indexOf("__")));
    }

    /** As Flyway reckons it: over the lines without their ends. */
    private int checksum(String script) throws IOException {
        InputStream found = Migrations.class.getClassLoader().getResourceAsStream(folder + "/" + script);
        if (found == null) {
            throw new IOException("the migration " + script + " is missing in the host's jar");
        }
        CRC32 sum = new CRC32();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(found, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                sum.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return (int) sum.getValue();
    }
}
