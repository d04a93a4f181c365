package org.printfarm.host.job.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.printfarm.host.access.AuditEntry;
import org.printfarm.host.access.AuditStore;

/** The record of who did what in a {@link Database}. */
final class SqlAuditStore implements AuditStore {

    private final Database database;

    SqlAuditStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(AuditEntry entry) throws StoreException {
        database.update(
                "INSERT INTO audit (at, caller, way, verb, target, outcome) VALUES (?, ?, ?, ?, ?, ?)",
                entry.at().toEpochMilli(),
                entry.caller(),
                entry.way(),
                entry.verb(),
                entry.target(),
                entry.outcome());
    }

    @Override
    public List<AuditEntry> page(Optional<String> caller, Optional<Instant> since, Optional<Long> before, int limit)
            throws StoreException {
        StringBuilder sql =
                new StringBuilder("SELECT id, at, caller, way, verb, target, outcome FROM audit WHERE id < ?");
        List<Object> values = new ArrayList<>(List.of(before.orElse(Long.MAX_VALUE)));
        caller.ifPresent(name -> {
            sql.append(" AND caller = ?");
            values.add(name);
        });
        since.ifPresent(time -> {
            sql.append(" AND at >= ?");
            values.add(time.toEpochMilli());
        });
        values.add(limit);
        List<AuditEntry> newest =
                database.query(sql + " ORDER BY id DESC LIMIT ?", SqlAuditStore::audited, values.toArray());
        Collections.reverse(newest);
        return newest;
    }

    @Override
    public void forget(Instant before, long most, int page) throws StoreException {
        database.update(
                "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ?"
                        + " OR id <= (SELECT max(id) FROM audit) - ? ORDER BY id LIMIT ?)",
                before.toEpochMilli(),
                most,
                page);
    }

    private static AuditEntry audited(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("caller"),
                row.getString("way"),
                row.getString("verb"),
                row.getString("target"),
                row.getString("outcome"));
    }
}
