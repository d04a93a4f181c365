package org.printfarm.host.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.job.store.HostStore.Claim;
import org.printfarm.host.job.store.HostStore.Self;
import org.printfarm.host.postgres.RecordKind;

/** A write that is under way while another host takes over what its host has. */
final class PostgresFenceIT {

    private static final String NAME = "left";
    private static final String WHAT = HostEpoch.MACHINE + NAME;

    private StoreUrl url;
    private HostStore hosts;
    private HostEpoch other;
    private PostgresDatabase database;

    @BeforeEach
    void make() throws IOException {
        url = RecordKind.fresh();
        hosts = HostStore.open(url);
        database = PostgresDatabase.open(url);
        HostEpoch own = enter("one", Duration.ofSeconds(1));
        other = enter("two", Duration.ofMinutes(1));
        assertThat(take(own)).hasSize(1);
        database.writeUnder(own, () -> true);
    }

    @AfterEach
    void close() {
        database.close();
        hosts.close();
    }

    private HostEpoch enter(String id, Duration lease) throws IOException {
        return new HostEpoch(
                id, hosts.enter(new Self(id, id, "1", lease), false).epoch());
    }

    private List<Claim> take(HostEpoch host) throws IOException {
        return hosts.take(host, List.of(new Claim(Set.of(WHAT), hosts.owners(), "it was free")));
    }

    private void awaitEnd() {
        await().until(() -> !hosts.owners().get(WHAT).lives());
    }

    /** What the other one saw before it took over is all that there will be. */
    @Test
    void isRefusedAtItsEndWhenAnotherOneHasTheMachineByThen() throws Exception {
        assertThatThrownBy(() -> database.writeOf(NAME, connection -> {
                    note(connection);
                    awaitEnd();
                    assertThat(taken()).isTrue();
                    return true;
                }))
                .isInstanceOf(StoreException.class)
                .hasStackTraceContaining("another host has " + WHAT);
        assertThat(noted()).isFalse();
    }

    /** From its fence to its end: the other one has it when it can see what was written. */
    @Test
    void keepsTheMachineFromOthersUntilItHasEnded() throws Exception {
        PostgresFence fence = PostgresFence.of(
                url, new HostEpoch("one", hosts.owners().get(WHAT).epoch()), () -> true);
        try (Connection connection =
                PostgresConnections.source(url, Duration.ofSeconds(10)).getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            note(connection);
            assertThat(fence.of(NAME).written(connection)).isEmpty();
            awaitEnd();
            assertThat(taken()).as("while it is under way").isFalse();
            connection.commit();
        }
        assertThat(taken()).isTrue();
        assertThat(noted()).isTrue();
    }

    private static void note(Connection connection) throws SQLException {
        assertThat(Sql.update(connection, "INSERT INTO machine (id, gate) VALUES (?, 1)", NAME))
                .isEqualTo(1);
    }

    private boolean noted() throws StoreException {
        return database.read(connection -> !Sql.query(connection, "SELECT id FROM machine", row -> row.getString("id"))
                .isEmpty());
    }

    private boolean taken() {
        try {
            return take(other).size() == 1;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
