package org.printfarm.host.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

/** Flyway is passed over exactly when it would change nothing. */
final class MigrationsIT {

    @TempDir
    private Path folder;

    private final SQLiteDataSource source = new SQLiteDataSource();

    @BeforeEach
    void nameTheFile() {
        source.setUrl("jdbc:sqlite:" + folder.resolve("jobs.db"));
    }

    /** Also when somebody adds a script and forgets the list: then Flyway has run one more than the list knows. */
    @Test
    void areDueInANewFileAndDoneAfterFlyway() throws Exception {
        assertThat(areDone()).isFalse();
        Migrations.SQLITE.run(source);
        assertThat(areDone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE flyway_schema_history SET success = 0",
                "UPDATE flyway_schema_history SET checksum = checksum + 1",
                "UPDATE flyway_schema_history SET script = 'V1__other.sql' WHERE installed_rank = 1",
                "DELETE FROM flyway_schema_history",
                "DROP TABLE flyway_schema_history"
            })
    void areLeftToFlywayWhateverElseStandsInItsHistory(String change) throws Exception {
        Migrations.SQLITE.run(source);
        execute(change);
        assertThat(areDone()).isFalse();
    }

    @Test
    void aRecordOfANewerVersionIsRefusedWithWords() throws Exception {
        InboxFolder inbox = InboxFolder.of(folder);
        inbox.create();
        SqliteDatabase.open(inbox).close();
        source.setUrl("jdbc:sqlite:" + inbox.database());
        execute("INSERT INTO flyway_schema_history SELECT 999, '999', description, type, 'V999__more.sql', checksum,"
                + " installed_by, installed_on, execution_time, success FROM flyway_schema_history LIMIT 1");
        assertThatThrownBy(() -> SqliteDatabase.open(inbox))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void aHistoryThatFlywayRefusesStopsTheInboxAsBefore() throws Exception {
        InboxFolder inbox = InboxFolder.of(folder);
        inbox.create();
        SqliteDatabase.open(inbox).close();
        source.setUrl("jdbc:sqlite:" + inbox.database());
        execute("UPDATE flyway_schema_history SET checksum = checksum + 1");
        assertThatThrownBy(() -> SqliteDatabase.open(inbox))
                .isInstanceOf(StoreException.class)
                .hasCauseInstanceOf(FlywayException.class);
    }

    @Test
    void aFileThatIsNoDatabaseIsAnError() throws IOException {
        Files.writeString(folder.resolve("jobs.db"), "no database, and long enough to be looked at".repeat(20));
        assertThatThrownBy(this::areDone).isInstanceOf(SQLException.class);
    }

    private boolean areDone() throws SQLException, IOException {
        try (Connection connection = source.getConnection()) {
            return Migrations.SQLITE.areDone(connection);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isNotNegative();
        }
    }
}
