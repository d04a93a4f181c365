package org.printfarm.host.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.printfarm.host.job.store.HostEpoch;
import org.printfarm.host.job.store.HostStore;
import org.printfarm.host.job.store.HostStore.Claim;
import org.printfarm.host.job.store.HostStore.Owner;
import org.printfarm.host.job.store.HostStore.Peer;
import org.printfarm.host.job.store.HostStore.Round;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one host knows of the others and of who has what, and what it takes and gives away. One thread, but for {@link #nameOf}. */
final class HostRounds {

    /** Rounds in one lease. */
    static final int IN_LEASE = 5;

    /** After a cut, others may have been cut off as well: their leases have ended, but they are about to be back. */
    private static final int SETTLED = 3;

    /** From one look for hints to the next. */
    private static final long HINT_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(HostRounds.class);

    private final HostStore store;
    private final String self;
    private final Predicate<Set<String>> idle;
    private final Map<String, Long> freeSince = new HashMap<>();
    private final HostNews news = new HostNews();
    private final Set<Group> leaving = new HashSet<>();
    private List<Peer> seen = List.of();
    private boolean moved = true;
    private int sinceCut = SETTLED;
    private volatile boolean isHurried;
    private volatile Map<String, Owner> owners = Map.of();
    private volatile Map<String, String> names = Map.of();
    private volatile List<String> others = List.of();

    /**
     * Knows nothing yet.
     *
     * @param self this host's id
     * @param idle whether nothing goes on at some of what is owned, so that it can be given away
     */
    HostRounds(HostStore store, String self, Predicate<Set<String>> idle) {
        this.store = store;
        this.self = self;
        this.idle = idle;
    }

    /** The database did not answer; whether it had the time before. */
    boolean cut() {
        boolean isFirst = sinceCut > 0;
        sinceCut = 0;
        moved = true;
        return isFirst;
    }

    /** Any thread. */
    HostNews news() {
        return news;
    }

    /** What this host serves is not as it was: what it gives away may be released. Any thread. */
    void hurry() {
        isHurried = true;
    }

    /** Until the next round, which is sooner when that was said, or another host hints that it has let go of something; false at the end. */
    boolean awaitNext(CountDownLatch end, Duration lease, LocalReach reach) throws InterruptedException {
        for (long left = lease.toMillis() / IN_LEASE; left > 0; left -= HINT_MILLIS) {
            if (end.await(Math.min(left, HINT_MILLIS), TimeUnit.MILLISECONDS)) {
                return false;
            }
            // Where rounds are counted, they are not hurried.
            if (sinceCut == SETTLED && reach.isSteady() && (store.isHinted() || isHurried)) {
                return true;
            }
        }
        return true;
    }

    /** This host has nothing any more. */
    void shutOut() {
        owners = Map.of();
        leaving.clear();
        freeSince.clear();
        moved = true;
    }

    /** The name of another host that has something; empty when none has. Any thread. */
    Optional<String> nameOf(String what) {
        Owner owner = owners.get(what);
        return owner == null || !owner.isHeld() || owner.host().equals(self)
                ? Optional.empty()
                : Optional.of(names.getOrDefault(owner.host(), owner.host()));
    }

    /** The names of the other hosts that live. Any thread. */
    List<String> others() {
        return others;
    }

    /**
     * Goes on after this host was prolonged.
     *
     * @param known its configuration
     * @param here what it can serve of it, if others can serve the rest
     * @param served what it serves at this moment
     * @param now in milliseconds
     * @return what it is to serve
     */
    Set<String> next(HostEpoch own, Round round, KnownConfig known, KnownConfig here, Set<String> served, long now)
            throws StoreException {
        sinceCut = Math.min(sinceCut + 1, SETTLED);
        isHurried = false;
        names = round.hosts().stream().collect(Collectors.toMap(Peer::id, Peer::name));
        List<Peer> hosts = round.hosts().stream().map(HostRounds::withoutFile).toList();
        news.hosts(round.hosts().stream().filter(Peer::lives).map(Peer::id).collect(Collectors.toSet()), names);
        if (moved || !hosts.equals(seen)) {
            readOwners();
            seen = hosts;
            moved = false;
        }
        List<Peer> living = round.hosts().stream()
                .filter(peer -> peer.lives() && !peer.id().equals(self))
                .toList();
        others = living.stream().map(Peer::name).sorted().toList();
        List<Candidates> candidates = Candidates.of(known, here, living);
        Spread spread = spread(candidates, round, now);
        giveAway(own, spread, served);
        take(own, spread.free());
        if (moved) {
            readOwners();
            spread = spread(candidates, round, now);
        }
        Set<String> due = new HashSet<>();
        spread.mine().stream().filter(group -> !leaving.contains(group)).forEach(group -> due.addAll(group.what()));
        return due;
    }

    private void readOwners() throws StoreException {
        owners = store.owners();
        news.owners(owners, names);
    }

    private static Peer withoutFile(Peer peer) {
        return new Peer(peer.id(), peer.name(), "", "", peer.epoch(), peer.moves(), peer.lease(), peer.lives());
    }

    private Spread spread(List<Candidates> candidates, Round round, long now) {
        Spread.Known known = new Spread.Known(candidates, owners, self, sinceCut == SETTLED);
        Duration longest = round.hosts().stream()
                .filter(Peer::lives)
                .map(Peer::lease)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        long patience = 2 * longest.toMillis() / IN_LEASE;
        Set<String> free = candidates.stream()
                .flatMap(one -> one.groups().stream())
                .filter(group ->
                        group.what().stream().allMatch(name -> known.owner(name).isEmpty()))
                .map(Group::id)
                .collect(Collectors.toSet());
        freeSince.keySet().retainAll(free);
        free.forEach(id -> freeSince.putIfAbsent(id, now));
        Set<String> waited = free.stream()
                .filter(id -> now - freeSince.getOrDefault(id, now) >= patience)
                .collect(Collectors.toSet());
        return Spread.of(known, waited, leaving.stream().map(Group::id).collect(Collectors.toSet()));
    }

    /** What is not served any more. */
    private void giveAway(HostEpoch own, Spread spread, Set<String> served) throws StoreException {
        Set<String> going = spread.stray().stream()
                .filter(name -> !served.contains(name) && idle.test(Set.of(name)))
                .collect(Collectors.toCollection(HashSet::new));
        List<Group> gone = leaving.stream()
                .filter(group -> group.what().stream().noneMatch(served::contains))
                .toList();
        gone.forEach(group -> going.addAll(group.what()));
        if (!going.isEmpty()) {
            store.release(own, going);
            gone.forEach(leaving::remove);
            moved = true;
        }
        spread.surplus().stream()
                .filter(group -> idle.test(group.what()))
                .findFirst()
                .ifPresent(group -> {
                    LOG.info("hosts=given {} for others to have their share", group.what());
                    leaving.add(group);
                });
    }

    private void take(HostEpoch own, List<Group> free) throws StoreException {
        if (free.isEmpty()) {
            return;
        }
        List<Claim> claims = new ArrayList<>();
        for (Group group : free) {
            Set<String> missing =
                    group.what().stream().filter(name -> !isMine(name)).collect(Collectors.toSet());
            claims.add(new Claim(missing, owners, why(missing)));
        }
        store.take(own, claims);
        moved = true;
    }

    private boolean isMine(String name) {
        Owner owner = owners.get(name);
        return owner != null && owner.isHeld() && owner.host().equals(self);
    }

    private String why(Set<String> missing) {
        return missing.stream()
                .map(owners::get)
                .filter(owner -> owner != null
                        && !owner.host().isEmpty()
                        && !owner.host().equals(self))
                .findFirst()
                .map(owner -> names.getOrDefault(owner.host(), owner.host())
                        + (owner.isHeld() ? " was not heard of" : " has gone"))
                .orElseGet(() -> givenBy(missing).orElse("nobody had it"));
    }

    /** Whoever gives something away leaves no row of it. */
    private Optional<String> givenBy(Set<String> missing) {
        return missing.stream()
                .flatMap(name -> news.holder(name).stream())
                .filter(host -> !host.equals(self))
                .findFirst()
                .map(host -> names.getOrDefault(host, host) + " gave it away");
    }
}
