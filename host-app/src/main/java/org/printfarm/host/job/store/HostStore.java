package org.printfarm.host.job.store;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.printfarm.host.config.StoreUrl;

/**
 * The hosts of a farm and who has what of it: rows in PostgreSQL that end by the server's clock. On a connection of its own, so that it
 * waits for no other work of the host; any thread, one at a time. Whatever fails may have been done.
 */
public final class HostStore implements AutoCloseable {

    private static final String LENGTH = "clock_timestamp() + ? * interval '1 millisecond'";

    private static final String RENEW = "WITH mine AS (UPDATE hosts SET ends = " + LENGTH
            + ", clock_ms = ?, answer_ms = ?, config_sha256 = ?, unreached = ? WHERE id = ? AND epoch = ? RETURNING id)"
            + " SELECT id, name, config_sha256, unreached, epoch, moves, lease_ms,"
            + " ends >= clock_timestamp() OR id IN (SELECT id FROM mine) AS lives, (SELECT count(*) FROM mine) AS renewed,"
            + " (extract(epoch FROM clock_timestamp()) * 1000)::BIGINT AS clock FROM hosts";

    private final HostConnection connection;

    private HostStore(StoreUrl url) {
        this.connection = new HostConnection(url);
    }

    /**
     * Who enters.
     *
     * @param id the same after a restart of this host, and of no other one
     * @param name for people
     * @param version of its program
     * @param lease how long what it has stays its own when it says nothing
     */
    public record Self(String id, String name, String version, Duration lease) {}

    /**
     * What became of it.
     *
     * @param epoch 0 when it has to wait
     * @param inTheWay the names of those that it has to wait for
     */
    public record Entry(long epoch, List<String> inTheWay) {}

    /**
     * What a host says of itself each time.
     *
     * @param configSha256 of its configuration, hex
     * @param unreached which part of it the host does not reach, for hosts with the same one; empty for none
     * @param clockMillis how far its clock is ahead of the database's
     * @param answerMillis how long the database took to answer it last
     */
    public record Word(String configSha256, String unreached, long clockMillis, long answerMillis) {}

    /** One of the farm's hosts, and its last {@link Word}. */
    public record Peer(
            String id,
            String name,
            String configSha256,
            String unreached,
            long epoch,
            long moves,
            Duration lease,
            boolean lives) {}

    /**
     * An answer to {@link #renew}.
     *
     * @param isMine whether the host's epoch is still its own, so that it was prolonged
     * @param clockMillis the server's, since 1970
     * @param hosts all that were ever there, and this one
     */
    public record Round(boolean isMine, long clockMillis, List<Peer> hosts) {}

    /**
     * Who has something.
     *
     * @param isHeld whether that host's epoch is still the one that it was taken under; if not, nobody has it
     * @param lives whether that host's lease lasts
     * @param why it was taken, in words for people
     */
    public record Owner(String what, String host, long epoch, boolean isHeld, boolean lives, String why) {}

    /**
     * Something to be taken, if nobody was faster.
     *
     * @param what all of it, or nothing is taken
     * @param seen whose it was, of those that ever were somebody's
     * @param why in words for people
     */
    public record Claim(Set<String> what, Map<String, Owner> seen, String why) {}

    /** Opens a database, which must be there, and brings its tables to this version. */
    public static HostStore open(StoreUrl url) throws IOException {
        PostgresDatabase.prepare(url);
        return new HostStore(url);
    }

    /**
     * Enters, under a new epoch. What the same host had before, and nobody took since, it has again.
     *
     * @param alone whether no other one may live beside it
     */
    public Entry enter(Self self, boolean alone) throws StoreException {
        return connection.asked(open -> {
            Sql.update(open, "LOCK TABLE hosts IN SHARE ROW EXCLUSIVE MODE");
            List<String> others = Sql.query(
                    open,
                    "SELECT name FROM hosts WHERE id <> ? AND ends >= clock_timestamp() AND (alone OR ? = 1) ORDER BY name",
                    row -> row.getString("name"),
                    self.id(),
                    alone);
            if (!others.isEmpty()) {
                return new Entry(0, others);
            }
            long epoch = Sql.query(
                            open,
                            "INSERT INTO hosts (id, name, version, config_sha256, epoch, moves, alone, lease_ms, since, ends)"
                                    + " VALUES (?, ?, ?, '', 1, 1, ? = 1, ?, clock_timestamp(), " + LENGTH + ")"
                                    + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version,"
                                    + " epoch = hosts.epoch + 1, moves = hosts.moves + 1, alone = excluded.alone,"
                                    + " lease_ms = excluded.lease_ms, since = excluded.since, ends = excluded.ends RETURNING epoch",
                            row -> row.getLong("epoch"),
                            self.id(),
                            self.name(),
                            self.version(),
                            alone,
                            self.lease().toMillis(),
                            self.lease().toMillis())
                    .get(0);
            Sql.update(open, "UPDATE owners SET epoch = ? WHERE host = ? AND epoch = ?", epoch, self.id(), epoch - 1);
            return new Entry(epoch, List.of());
        });
    }

    /** Prolongs a host from now on, if nobody took over what it had, and tells of all of them, in one round trip. */
    public Round renew(HostEpoch own, Duration lease, Word word) throws StoreException {
        boolean[] isMine = new boolean[1];
        long[] clock = new long[1];
        List<Peer> hosts = connection.read(open -> Sql.query(
                open,
                RENEW,
                row -> {
                    isMine[0] = row.getLong("renewed") > 0;
                    clock[0] = row.getLong("clock");
                    return peer(row);
                },
                lease.toMillis(),
                word.clockMillis(),
                word.answerMillis(),
                word.configSha256(),
                word.unreached(),
                own.host(),
                own.epoch()));
        return new Round(isMine[0], clock[0], hosts);
    }

    private static Peer peer(ResultSet row) throws SQLException {
        return new Peer(
                row.getString("id"),
                row.getString("name"),
                row.getString("config_sha256"),
                row.getString("unreached"),
                row.getLong("epoch"),
                row.getLong("moves"),
                Duration.ofMillis(row.getLong("lease_ms")),
                row.getBoolean("lives"));
    }

    /** Who has what, by its name. */
    public Map<String, Owner> owners() throws StoreException {
        return connection.read(OwnerRows::all);
    }

    /**
     * Takes what nobody has. Those of whom it was, and whose leases have ended, are shut out first, which waits for what they are
     * writing.
     *
     * @return those of the claims that were taken; none when the host itself was shut out
     */
    public List<Claim> take(HostEpoch own, List<Claim> claims) throws StoreException {
        return connection.asked(open -> OwnerRows.take(open, own, claims));
    }

    /** Lets go of what is this host's. */
    public void release(HostEpoch own, Collection<String> what) throws StoreException {
        connection.asked(open -> {
            HostHints.give(open);
            return OwnerRows.release(open, own, what);
        });
    }

    /** Ends a host's lease and lets go of all that it has. */
    public void leave(HostEpoch own) throws StoreException {
        connection.asked(open -> {
            HostHints.give(open);
            return Sql.update(
                    open,
                    "UPDATE hosts SET ends = clock_timestamp() - interval '1 millisecond', epoch = epoch + 1"
                            + " WHERE id = ? AND epoch = ?",
                    own.host(),
                    own.epoch());
        });
    }

    /** Whether another host has let go of something since this was asked last; what is not heard is seen at {@link #renew}. */
    public boolean isHinted() {
        return connection.isHinted();
    }

    @Override
    public void close() {
        connection.close();
    }
}
