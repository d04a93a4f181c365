package org.printfarm.host.job.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.config.StoreUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to one PostgreSQL database. While it is away, only whoever notices first waits for it; from then on everybody is
 * refused at once, until the pool has found it again by itself.
 */
final class PostgresConnections implements AutoCloseable {

    /** Of one host at once. */
    static final int MOST = 10;

    /** How long a call waits for a connection, and so for a database that is being restarted. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(PostgresConnections.class);

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);

    /** How long one answer may take: a network that was cut says nothing. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    /** Nobody's transaction waits longer for another's rows, nor stays open longer when its host hangs. */
    private static final String LIMITS = "SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '5s';"
            + " SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

    private final StoreUrl url;
    private final HikariDataSource pool;
    private final AtomicBoolean away = new AtomicBoolean();

    PostgresConnections(StoreUrl url) {
        this.url = url;
        HikariConfig config = new HikariConfig();
        config.setDataSource(source(url, LONGEST_ANSWER));
        config.setPoolName("record");
        config.setMaximumPoolSize(MOST);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        config.setConnectionInitSql(LIMITS);
        this.pool = new HikariDataSource(config);
    }

    /**
     * The driver, set up for one database.
     *
     * @param longestAnswer to a statement; zero for no limit
     */
    static DataSource source(StoreUrl url, Duration longestAnswer) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {url.host()});
        source.setPortNumbers(new int[] {url.port()});
        source.setDatabaseName(url.database());
        url.user().ifPresent(source::setUser);
        url.password().map(Secret::revealClearText).ifPresent(source::setPassword);
        source.setConnectTimeout((int) LONGEST_CONNECT.toSeconds());
        source.setLoginTimeout((int) LONGEST_CONNECT.toSeconds());
        source.setSocketTimeout((int) longestAnswer.toSeconds());
        source.setTcpKeepAlive(true);
        source.setApplicationName("printfarm");
        // Its details repeat values, which are a peer's.
        source.setLogServerErrorDetail(false);
        url.options().forEach((name, value) -> source.setProperty(PGProperty.forName(name), value));
        return source;
    }

    /** One of them, to be closed. */
    Connection take() throws SQLException {
        if (away.get() && pool.getHikariPoolMXBean().getIdleConnections() == 0) {
            throw new SQLTransientConnectionException("the database does not answer");
        }
        try {
            Connection connection = pool.getConnection();
            if (away.compareAndSet(true, false)) {
                LOG.info("store={} database=back", url);
            }
            return connection;
        } catch (SQLTransientConnectionException e) {
            boolean isBusy = pool.getHikariPoolMXBean().getActiveConnections() >= MOST;
            if (!isBusy && away.compareAndSet(false, true)) {
                LOG.error("store={} database=away: what cannot be stored is refused until it is back", url, e);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
