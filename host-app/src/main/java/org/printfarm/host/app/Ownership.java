package org.printfarm.host.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.address.AddressKeeper;
import org.printfarm.host.cluster.Group;
import org.printfarm.host.cluster.HostListener;
import org.printfarm.host.cluster.InTheWayException;
import org.printfarm.host.cluster.Membership;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.dispatch.Others;
import org.printfarm.host.event.EventBus;
import org.printfarm.host.event.FarmChange;
import org.printfarm.host.job.store.JobRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this host has of a farm of several, and that it serves that and nothing else: a thread of its own has the farm become so, as a
 * changed file would. A farm in SQLite has one host, which has all of it without any of this. Any thread.
 */
final class Ownership implements Others, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    /** Between two tries, and two looks at a clock that tells no end. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final FarmSetup setup;
    private final @Nullable Membership membership;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean closed;

    private Ownership(FarmSetup setup, @Nullable Membership membership) {
        this.setup = setup;
        this.membership = membership;
    }

    /**
     * Enters a farm, and takes what this host should have at once.
     *
     * @throws RecordOwner.TakenException when a command works alone with the farm's record
     * @throws IOException when the database cannot be used
     */
    static Ownership enter(FarmSetup setup) throws IOException {
        FarmConfig config = setup.config();
        if (config.store().isEmpty()) {
            return new Ownership(setup, null);
        }
        Path data = config.data();
        Membership entered =
                RecordOwner.entered(config.store().get(), data, config.cluster().lease(), false);
        try {
            Ownership ownership = new Ownership(setup, entered.start(() -> Optional.of(setup.config())));
            setup.become(setup.current().with(ownership.due()));
            entered.serves(entered.due());
            return ownership;
        } catch (InTheWayException e) {
            entered.close();
            throw new RecordOwner.TakenException("a command of the host " + e.getMessage() + " works alone with "
                    + config.store().get() + ": wait until it has ended");
        } catch (IOException | RuntimeException e) {
            entered.close();
            throw e;
        }
    }

    private Share due() {
        return membership == null ? Share.ALL : Share.of(membership.due());
    }

    /** Lets a record refuse what this host must not write. */
    void guard(JobRepository record) {
        if (membership != null) {
            membership.onEpoch(epoch -> record.writeUnder(epoch, membership.clock()::lasts));
        }
    }

    /** Lets made addresses stay for as long as this host may have them. */
    void guard(AddressKeeper addresses) {
        if (membership != null) {
            membership.onProlonged(addresses::prolong);
        }
    }

    /** Tells readers of events what becomes of hosts and of what they have. */
    void tell(EventBus events) {
        if (membership != null) {
            membership.onNews(new HostListener() {
                @Override
                public void host(String name, boolean works) {
                    events.changed(FarmChange.Kind.HOST, "", name, works ? "WORKING" : "GONE");
                }

                @Override
                public void moved(String what, String from, String to, String why) {
                    events.moved(what, from, to, why);
                }
            });
        }
    }

    @Override
    public boolean allow() {
        return membership == null || membership.clock().lasts();
    }

    @Override
    public Optional<String> have(String goal) {
        if (membership == null) {
            return Optional.empty();
        }
        FarmPlan now = setup.current();
        boolean isPool =
                now.config().pools().stream().anyMatch(pool -> pool.id().equals(goal));
        boolean isMachine = now.config().machines().stream()
                .anyMatch(machine -> machine.id().equals(goal));
        boolean isOwn = isPool ? now.share().hasPool(goal) : now.share().hasMachine(goal);
        if (isOwn) {
            return Optional.empty();
        }
        Optional<String> words = words(Group.MACHINE + goal).or(() -> words(Group.POOL + goal));
        return isPool || isMachine ? words.or(Ownership::nobody) : words;
    }

    /** The same of a printer. */
    Optional<String> havePrinter(String id) {
        return membership == null || setup.current().share().hasPrinter(id)
                ? Optional.empty()
                : words(Group.PRINTER + id).or(Ownership::nobody);
    }

    /** That no other host works with the record, which is about to be another one. */
    void requireAlone() throws FarmException {
        List<String> others = membership == null ? List.of() : membership.others();
        if (!others.isEmpty()) {
            throw new FarmException(
                    FarmException.NOT_POSSIBLE,
                    "other hosts work with the farm's record: " + String.join(", ", others),
                    "stop them first");
        }
    }

    private Optional<String> words(String what) {
        return membership == null
                ? Optional.empty()
                : membership.other(what).map(name -> "the host " + name + " has it");
    }

    private static Optional<String> nobody() {
        return Optional.of("no host has it just now");
    }

    /**
     * Begins to have the farm become what this host is to serve.
     *
     * @param idle whether nothing goes on at some of what this host has
     * @return ends it
     */
    AutoCloseable serve(Reloader farm, Predicate<Set<String>> idle) {
        Membership among = membership;
        if (among != null) {
            among.givesAway(idle);
            among.onChange(news::release);
            Thread thread = new Thread(() -> follow(among, farm), "ownership");
            thread.setDaemon(true);
            thread.start();
        }
        return () -> {
            closed = true;
            news.release();
        };
    }

    private void follow(Membership among, Reloader farm) {
        Set<String> served = setup.current().share().names().orElse(Set.of());
        try {
            while (!closed) {
                Set<String> due = among.due();
                if (due.equals(served)) {
                    among.serves(served);
                } else {
                    Set<String> both = new HashSet<>(served);
                    both.addAll(due);
                    among.serves(both);
                    if (become(farm, due)) {
                        served = due;
                        continue;
                    }
                }
                Duration left =
                        due.isEmpty() ? LONGEST_PAUSE : among.clock().left().plusMillis(1);
                long pause = Math.min(left.toMillis(), LONGEST_PAUSE.toMillis());
                if (news.tryAcquire(pause, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean become(Reloader farm, Set<String> due) {
        try {
            farm.own(Share.of(due));
            return true;
        } catch (FarmException | RuntimeException e) {
            if (!closed) {
                LOG.error("hosts=stuck: what this host has by now is not served yet", e);
            }
            return false;
        }
    }

    @Override
    public void close() {
        if (membership != null) {
            membership.close();
        }
    }
}
