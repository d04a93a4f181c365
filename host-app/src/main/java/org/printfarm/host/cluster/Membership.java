package org.printfarm.host.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.job.store.HostEpoch;
import org.printfarm.host.job.store.HostStore;
import org.printfarm.host.job.store.HostStore.Entry;
import org.printfarm.host.job.store.HostStore.Round;
import org.printfarm.host.job.store.HostStore.Self;
import org.printfarm.host.job.store.HostStore.Word;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One host among those of a farm: prolongs what it has each fifth of a lease, in one round trip, takes what it should have and gives away
 * what others should have. When another host has taken over, or when it was cut off for as long as its lease, it has nothing; it enters
 * again by itself as soon as it can. Any thread.
 */
public final class Membership implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    /** Before entering is tried again. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final HostStore store;
    private final Self self;
    private final boolean alone;
    private final LeaseClock clock;
    private final HostRounds rounds;
    private final LocalReach reach;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "hosts");
    private Supplier<Optional<FarmConfig>> config = Optional::empty;
    private final List<Consumer<HostEpoch>> epochs = new CopyOnWriteArrayList<>();
    private final List<Consumer<Duration>> prolonged = new CopyOnWriteArrayList<>();
    private final List<Runnable> changed = new CopyOnWriteArrayList<>();
    private final List<Predicate<Set<String>>> idle = new CopyOnWriteArrayList<>();
    private volatile Set<String> served = Set.of();
    private volatile Set<String> due = Set.of();
    private @Nullable HostEpoch own;
    private KnownConfig known = KnownConfig.NONE;
    private long ahead;
    private long took;

    /**
     * Nobody yet.
     *
     * @param store closed with this
     * @param alone whether no other host may live beside it; then it has nothing but the record
     */
    public Membership(HostStore store, Self self, boolean alone) {
        this(store, self, alone, new LeaseClock(), new LocalReach());
    }

    Membership(HostStore store, Self self, boolean alone, LeaseClock clock, LocalReach reach) {
        this.store = store;
        this.self = self;
        this.alone = alone;
        this.clock = clock;
        this.reach = reach;
        this.rounds = new HostRounds(store, self.id(), what -> idle.stream().allMatch(one -> one.test(what)));
    }

    /**
     * Enters, which waits for others for as long as the lease of one that was killed, and goes on on a thread of its own.
     *
     * @param running the configuration as it is now
     * @throws InTheWayException when others do not leave
     * @throws StoreException when the database cannot be used
     */
    public Membership start(Supplier<Optional<FarmConfig>> running) throws IOException {
        synchronized (this) {
            config = running;
        }
        long patience = clock.now() + self.lease().toMillis() + TimeUnit.SECONDS.toMillis(1);
        List<String> inTheWay = enter();
        while (!inTheWay.isEmpty()) {
            if (clock.now() > patience) {
                throw new InTheWayException(String.join(", ", inTheWay));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            inTheWay = enter();
        }
        round();
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private synchronized List<String> enter() throws StoreException {
        long asked = clock.now();
        Entry entry = store.enter(self, alone);
        if (entry.epoch() > 0) {
            HostEpoch fresh = new HostEpoch(self.id(), entry.epoch());
            clock.prolong(asked, self.lease());
            own = fresh;
            epochs.forEach(listener -> listener.accept(fresh));
            LOG.info("hosts=entered epoch={}", entry.epoch());
        }
        return entry.inTheWay();
    }

    /** Gets the epoch under which this host writes, now and whenever it is another one; must not wait. */
    public synchronized void onEpoch(Consumer<HostEpoch> listener) {
        epochs.add(listener);
        if (own != null) {
            listener.accept(own);
        }
    }

    /** Gets how long the lease lasts, now and whenever it was prolonged. */
    public void onProlonged(Consumer<Duration> listener) {
        prolonged.add(listener);
        listener.accept(clock.left());
    }

    /** Called when {@link #due} may be something else; must not wait. */
    public void onChange(Runnable listener) {
        changed.add(listener);
    }

    /** Told of all hosts from now on. */
    public void onNews(HostListener listener) {
        rounds.news().tell(listener);
    }

    /** Asked whether nothing goes on at some of what this host has, before it is given away. */
    public void givesAway(Predicate<Set<String>> whenIdle) {
        idle.add(whenIdle);
    }

    /** How long this host may answer. */
    public LeaseClock clock() {
        return clock;
    }

    /** What this host is to serve at this instant, by names as in {@link Group}. */
    public Set<String> due() {
        return clock.lasts() ? due : Set.of();
    }

    /** What it serves from now on, and nothing else any more. */
    public void serves(Set<String> names) {
        served = Set.copyOf(names);
        rounds.hurry();
    }

    /** The name of another host that has something; empty when none has. */
    public Optional<String> other(String what) {
        return rounds.nameOf(what);
    }

    /** The names of the other hosts that live. */
    public List<String> others() {
        return rounds.others();
    }

    private void run() {
        try {
            while (rounds.awaitNext(closed, self.lease(), reach)) {
                try {
                    round();
                } catch (StoreException e) {
                    if (rounds.cut()) {
                        LOG.warn("hosts=not-prolonged: the database does not answer", e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once. */
    synchronized void round() throws StoreException {
        HostEpoch mine = own;
        if (mine == null) {
            // What is served yet would be written under the new epoch, but belongs to others.
            if (served.isEmpty() && closed.getCount() > 0 && enter().isEmpty()) {
                round();
            }
            return;
        }
        known = known.or(config.get());
        KnownConfig here = reach.look(known);
        Word word = new Word(here.sha256(), Candidates.unreached(known, here), ahead, took);
        long asked = clock.now();
        long wall = System.currentTimeMillis();
        Round round = store.renew(mine, self.lease(), word);
        if (!round.isMine()) {
            LOG.warn("hosts=shut-out: others have taken over what this host had");
            own = null;
            clock.end();
            rounds.shutOut();
            become(Set.of());
            return;
        }
        clock.prolong(asked, self.lease());
        took = clock.now() - asked;
        ahead = wall + took / 2 - round.clockMillis();
        prolonged.forEach(listener -> listener.accept(clock.left()));
        become(rounds.next(mine, round, known, here, served, clock.now()));
    }

    private void become(Set<String> next) {
        if (!next.equals(due) || !next.equals(served)) {
            due = next;
            changed.forEach(Runnable::run);
        }
    }

    /** Lets go of everything, so that another host need not wait. May be called twice. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(self.lease().toMillis() / HostRounds.IN_LEASE);
            leave();
        } catch (StoreException e) {
            LOG.warn("hosts=not-left: the lease ends in {} s", self.lease().toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            store.close();
        }
    }

    private synchronized void leave() throws StoreException {
        HostEpoch mine = own;
        own = null;
        if (mine != null) {
            store.leave(mine);
        }
    }
}
