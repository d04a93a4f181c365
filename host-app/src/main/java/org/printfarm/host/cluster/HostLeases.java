package org.printfarm.host.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.printfarm.host.job.store.Lease;
import org.printfarm.host.job.store.LeaseStore;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one host owns, prolonged in one round trip each fifth of a lease, for as long as it is open. Any thread.
 */
public final class HostLeases implements AutoCloseable {

    /** How long what a host owns stays its own when it says nothing. */
    public static final Duration LENGTH = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(HostLeases.class);

    private static final int PARTS = 5;

    private final LeaseStore store;
    private final String owner;
    private final Duration length;
    private final Map<String, Lease> held = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread renewal = new Thread(this::renewUntilClosed, "leases");
    private volatile Consumer<Lease> loss = lease -> {};

    /**
     * Owns nothing yet.
     *
     * @param store closed with this
     * @param owner the same after a restart of this host, and of no other one
     * @param length of a lease
     */
    public HostLeases(LeaseStore store, String owner, Duration length) {
        this.store = store;
        this.owner = owner;
        this.length = length;
    }

    /** Prolongs what is taken from now on, on a thread of its own. */
    public HostLeases start() {
        renewal.setDaemon(true);
        renewal.start();
        return this;
    }

    /** Gets each lease that somebody else has taken, once, on the thread that prolongs; must not wait. */
    public void onLoss(Consumer<Lease> listener) {
        loss = listener;
    }

    /**
     * Takes what can be taken now.
     *
     * @return those that this host owns from now on
     */
    public List<Lease> take(Collection<String> what) throws StoreException {
        List<Lease> taken = store.take(what, owner, length);
        taken.forEach(lease -> held.put(lease.what(), lease));
        return taken;
    }

    /** Who owns something now, in the words of that host; empty for nobody. */
    public Optional<String> ownerOf(String what) throws StoreException {
        return store.owner(what);
    }

    /** Prolongs all in one round trip, and tells of those that another host has taken. */
    void renew() throws StoreException {
        List<Lease> mine = List.copyOf(held.values());
        if (mine.isEmpty()) {
            return;
        }
        Set<Lease> renewed = Set.copyOf(store.renew(mine, length));
        for (Lease lease : mine) {
            if (!renewed.contains(lease) && held.remove(lease.what(), lease)) {
                loss.accept(lease);
            }
        }
    }

    private void renewUntilClosed() {
        boolean isHeard = true;
        try {
            while (!closed.await(length.toMillis() / PARTS, TimeUnit.MILLISECONDS)) {
                try {
                    renew();
                    isHeard = true;
                } catch (StoreException e) {
                    if (isHeard) {
                        LOG.warn("leases=not-prolonged: the database does not answer", e);
                    }
                    isHeard = false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets go of everything, so that another host need not wait. May be called twice. */
    @Override
    public void close() {
        closed.countDown();
        try {
            renewal.join(length.toMillis() / PARTS);
            List<Lease> mine = List.copyOf(held.values());
            held.clear();
            if (!mine.isEmpty()) {
                store.release(mine);
            }
        } catch (StoreException e) {
            LOG.warn("leases=not-released: they end by themselves in {} s", length.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            store.close();
        }
    }
}
