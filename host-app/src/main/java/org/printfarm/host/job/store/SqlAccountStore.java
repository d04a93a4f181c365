package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.printfarm.host.access.Account;
import org.printfarm.host.access.AccountStore;
import org.printfarm.host.access.ApiKey;
import org.printfarm.host.access.OpenSession;
import org.printfarm.host.access.Role;
import org.printfarm.host.access.Scope;

/** The record of who may what in a {@link Database}. */
final class SqlAccountStore implements AccountStore {

    private static final String ACCOUNT = "SELECT name, role, scope, password, created FROM account ";
    private static final String KEY = "SELECT id, name, role, scope, hash, created, expires, last_used FROM api_key ";

    private final Database database;

    SqlAccountStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Account> accounts() throws StoreException {
        return database.query(ACCOUNT + "ORDER BY name", SqlAccountStore::account);
    }

    @Override
    public Optional<Account> account(String name) throws StoreException {
        return database.first(ACCOUNT + "WHERE name = ?", SqlAccountStore::account, name);
    }

    @Override
    public boolean add(Account account) throws StoreException {
        return database.update(
                        "INSERT INTO account (name, role, scope, password, created) VALUES (?, ?, ?, ?, ?)"
                                + " ON CONFLICT DO NOTHING",
                        account.name(),
                        account.role().word(),
                        text(account.scope()),
                        account.password(),
                        account.created().toEpochMilli())
                > 0;
    }

    @Override
    public boolean replace(Account account) throws StoreException {
        return database.write(connection -> {
            endSessionsOf(connection, account.name());
            return Sql.update(
                            connection,
                            "UPDATE account SET role = ?, scope = ?, password = ? WHERE name = ?",
                            account.role().word(),
                            text(account.scope()),
                            account.password(),
                            account.name())
                    > 0;
        });
    }

    @Override
    public boolean removeAccount(String name) throws StoreException {
        return database.write(connection -> {
            endSessionsOf(connection, name);
            return Sql.update(connection, "DELETE FROM account WHERE name = ?", name) > 0;
        });
    }

    private static void endSessionsOf(Connection connection, String account) throws SQLException {
        Sql.update(connection, "DELETE FROM session WHERE account = ?", account);
    }

    @Override
    public List<ApiKey> keys() throws StoreException {
        return database.query(KEY + "ORDER BY created, id", SqlAccountStore::key);
    }

    @Override
    public Optional<ApiKey> key(String id) throws StoreException {
        return database.first(KEY + "WHERE id = ?", SqlAccountStore::key, id);
    }

    @Override
    public void add(ApiKey key) throws StoreException {
        database.update(
                "INSERT INTO api_key (id, name, role, scope, hash, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?)",
                key.id(),
                key.name(),
                key.role().word(),
                text(key.scope()),
                key.hash(),
                key.created().toEpochMilli(),
                key.expires().map(Instant::toEpochMilli));
    }

    @Override
    public boolean removeKey(String id) throws StoreException {
        return database.update("DELETE FROM api_key WHERE id = ?", id) > 0;
    }

    @Override
    public void used(String id, Instant now) throws StoreException {
        database.update("UPDATE api_key SET last_used = ? WHERE id = ?", now.toEpochMilli(), id);
    }

    @Override
    public void begin(OpenSession session, Instant now, Instant idleSince, int most) throws StoreException {
        database.write(connection -> {
            Sql.update(
                    connection,
                    "DELETE FROM session WHERE ends <= ? OR seen <= ?",
                    now.toEpochMilli(),
                    idleSince.toEpochMilli());
            Sql.update(
                    connection,
                    "DELETE FROM session WHERE hash NOT IN (SELECT hash FROM session ORDER BY seen DESC LIMIT ?)",
                    most - 1);
            return Sql.update(
                    connection,
                    "INSERT INTO session (hash, account, seen, ends) VALUES (?, ?, ?, ?)",
                    session.hash(),
                    session.account(),
                    session.seen().toEpochMilli(),
                    session.ends().toEpochMilli());
        });
    }

    @Override
    public Optional<OpenSession> session(String hash) throws StoreException {
        return database.first(
                "SELECT hash, account, seen, ends FROM session WHERE hash = ?",
                row -> new OpenSession(
                        row.getString("hash"),
                        Optional.ofNullable(row.getString("account")),
                        Instant.ofEpochMilli(row.getLong("seen")),
                        Instant.ofEpochMilli(row.getLong("ends"))),
                hash);
    }

    @Override
    public void seen(String hash, Instant now) throws StoreException {
        database.update("UPDATE session SET seen = ? WHERE hash = ?", now.toEpochMilli(), hash);
    }

    @Override
    public void end(String hash) throws StoreException {
        database.update("DELETE FROM session WHERE hash = ?", hash);
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getString("name"),
                role(row),
                scope(row),
                row.getString("password"),
                Instant.ofEpochMilli(row.getLong("created")));
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getString("id"),
                row.getString("name"),
                role(row),
                scope(row),
                row.getString("hash"),
                Instant.ofEpochMilli(row.getLong("created")),
                time(row, "expires"),
                time(row, "last_used"));
    }

    private static Role role(ResultSet row) throws SQLException {
        return Role.of(row.getString("role")).orElseThrow(() -> new SQLException("the column role holds no role"));
    }

    private static String text(Scope scope) {
        return String.join(" ", scope.entries());
    }

    private static Scope scope(ResultSet row) throws SQLException {
        String text = row.getString("scope");
        return text.isEmpty() ? Scope.WHOLE : new Scope(List.of(text.split(" ")));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
