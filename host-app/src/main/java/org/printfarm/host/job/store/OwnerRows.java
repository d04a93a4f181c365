package org.printfarm.host.job.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.printfarm.host.job.store.HostStore.Claim;
import org.printfarm.host.job.store.HostStore.Owner;

/** The statements on who has what. */
final class OwnerRows {

    /** Before anybody had it. */
    private static final Owner NOBODY = new Owner("", "", 0, false, false, "");

    private static final String ALL = "SELECT what, host, why, owners.epoch, id IS NOT NULL AS held,"
            + " coalesce(ends >= clock_timestamp(), false) AS lives"
            + " FROM owners LEFT JOIN hosts ON id = host AND hosts.epoch = owners.epoch";

    private static final String SHUT_OUT = "UPDATE hosts SET epoch = hosts.epoch + 1"
            + " FROM (SELECT DISTINCT host, epoch FROM unnest(?, ?) AS seen (host, epoch)) AS dead"
            + " WHERE id = dead.host AND hosts.epoch = dead.epoch AND ends < clock_timestamp()";

    /** Not with ON CONFLICT DO UPDATE, which watches one key alone: of two hosts at once, one would fail at the other key. */
    private static final String MAKE = "INSERT INTO owners (what, host, epoch, since, why)"
            + " SELECT name, '', 0, clock_timestamp(), '' FROM unnest(?) AS name ORDER BY name ON CONFLICT DO NOTHING";

    /** What is as it was seen, and still nobody's. Whoever writes as the owner of before is not waited for: it comes later. */
    private static final String TAKE =
            "UPDATE owners SET host = ?, epoch = ?, since = clock_timestamp(), why = free.why"
                    + " FROM (SELECT owners.what, seen.why FROM owners JOIN unnest(?, ?, ?, ?) AS seen (what, host, epoch, why)"
                    + " ON owners.what = seen.what AND owners.host = seen.host AND owners.epoch = seen.epoch"
                    + " WHERE NOT EXISTS (SELECT FROM hosts WHERE hosts.id = owners.host AND hosts.epoch = owners.epoch)"
                    + " ORDER BY owners.what FOR UPDATE OF owners SKIP LOCKED) AS free"
                    + " WHERE owners.what = free.what RETURNING owners.what";

    private OwnerRows() {}

    /** By the names. */
    static Map<String, Owner> all(Connection connection) throws SQLException {
        Map<String, Owner> owners = new HashMap<>();
        List<Owner> rows = Sql.query(
                connection,
                ALL,
                row -> new Owner(
                        row.getString("what"),
                        row.getString("host"),
                        row.getLong("epoch"),
                        row.getBoolean("held"),
                        row.getBoolean("lives"),
                        row.getString("why")));
        rows.forEach(owner -> owners.put(owner.what(), owner));
        return owners;
    }

    /** See {@link HostStore#take}. Within a transaction. */
    static List<Claim> take(Connection connection, HostEpoch own, List<Claim> claims) throws SQLException {
        if (!moves(connection, own, " AND ends > clock_timestamp()")) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        List<String> hosts = new ArrayList<>();
        List<Long> epochs = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (Claim claim : claims) {
            for (String name : claim.what()) {
                Owner seen = claim.seen().getOrDefault(name, NOBODY);
                names.add(name);
                hosts.add(seen.host());
                epochs.add(seen.epoch());
                reasons.add(claim.why());
            }
        }
        Array whats = connection.createArrayOf("text", names.toArray());
        Array whose = connection.createArrayOf("text", hosts.toArray());
        Array under = connection.createArrayOf("int8", epochs.toArray());
        Sql.update(connection, SHUT_OUT, whose, under);
        Sql.update(connection, MAKE, whats);
        Set<String> taken = new HashSet<>(Sql.query(
                connection,
                TAKE,
                row -> row.getString("what"),
                own.host(),
                own.epoch(),
                whats,
                whose,
                under,
                connection.createArrayOf("text", reasons.toArray())));
        List<Claim> whole =
                claims.stream().filter(claim -> taken.containsAll(claim.what())).toList();
        whole.forEach(claim -> taken.removeAll(claim.what()));
        letGo(connection, own, taken);
        return whole;
    }

    /** Lets go of what is a host's. Within a transaction. */
    static int release(Connection connection, HostEpoch own, Collection<String> what) throws SQLException {
        return moves(connection, own, "") ? letGo(connection, own, what) : 0;
    }

    private static boolean moves(Connection connection, HostEpoch own, String condition) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE hosts SET moves = moves + 1 WHERE id = ? AND epoch = ?" + condition,
                        own.host(),
                        own.epoch())
                > 0;
    }

    private static int letGo(Connection connection, HostEpoch own, Collection<String> what) throws SQLException {
        return Sql.update(
                connection,
                "DELETE FROM owners WHERE what = ANY (?) AND host = ? AND epoch = ?",
                connection.createArrayOf("text", what.toArray()),
                own.host(),
                own.epoch());
    }
}
