package org.printfarm.host.job.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import org.printfarm.host.job.store.DispatchStore.LastPrint;
import org.printfarm.host.job.store.DispatchStore.MachineNote;

/** The statements on what is known of machines. */
final class SqlMachines {

    private SqlMachines() {}

    /** What people said about a machine. */
    static MachineNote note(Connection connection, String machine) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT gate, paused, tripped, last_task, last_title FROM machine WHERE id = ?",
                        SqlMachines::note,
                        machine)
                .orElse(MachineNote.NONE);
    }

    private static MachineNote note(ResultSet row) throws SQLException {
        int task = row.getInt("last_task");
        return new MachineNote(
                row.getBoolean("gate"),
                Optional.ofNullable(row.getString("paused")),
                Optional.ofNullable(row.getString("tripped")),
                new LastPrint(
                        task == 0 ? OptionalInt.empty() : OptionalInt.of(task),
                        Optional.ofNullable(row.getString("last_title"))));
    }

    /** Notes what people say about a machine. Within a write. */
    static int note(Connection connection, String machine, MachineNote note) throws SQLException {
        return Sql.update(
                connection,
                "INSERT INTO machine (id, gate, paused, tripped, last_task, last_title) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET gate = excluded.gate, paused = excluded.paused,"
                        + " tripped = excluded.tripped, last_task = excluded.last_task,"
                        + " last_title = excluded.last_title",
                machine,
                note.gate(),
                note.paused(),
                note.tripped(),
                note.last().task().orElse(0),
                note.last().title());
    }

    /** What a driver kept about its machine. */
    static Optional<String> recall(Connection connection, String machine, String key) throws SQLException {
        return Sql.first(
                connection,
                "SELECT value FROM machine_memory WHERE machine = ? AND key = ?",
                row -> row.getString("value"),
                machine,
                key);
    }

    /** Keeps something for a driver; empty text forgets it. Within a write. */
    static int remember(Connection connection, String machine, String key, String value) throws SQLException {
        return value.isEmpty()
                ? Sql.update(connection, "DELETE FROM machine_memory WHERE machine = ? AND key = ?", machine, key)
                : Sql.update(
                        connection,
                        "INSERT INTO machine_memory (machine, key, value) VALUES (?, ?, ?)"
                                + " ON CONFLICT (machine, key) DO UPDATE SET value = excluded.value",
                        machine,
                        key,
                        value);
    }
}
