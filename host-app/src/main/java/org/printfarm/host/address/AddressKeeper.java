package org.printfarm.host.address;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.address.AddressState.Kind;
import org.printfarm.host.config.FarmAddresses;
import org.printfarm.host.files.Uptime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the addresses that the farm makes itself, for as long as it runs: looks every 5 s, so that one that went comes back, and a
 * process that makes them and was started late is found. What cannot be had is told in the log, once until it changes. A farm of
 * several hosts says again and again how long they may stay: when it does not, that process removes them, whatever became of this one.
 */
public final class AddressKeeper implements AutoCloseable {

    /** Between two looks. */
    private static final Duration PERIOD = Duration.ofSeconds(5);

    /** The same while an address is missing that another host may just be letting go of. */
    private static final Duration SHORT_PERIOD = Duration.ofSeconds(1);

    private static final long NEVER = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(AddressKeeper.class);

    private final Path socket;
    private final Supplier<FarmAddresses> wanted;
    private final String mend;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What was told last, by printer. */
    private Map<String, AddressState> told = new HashMap<>();

    private @Nullable AddressClient client;
    private String trouble = "";

    /** On a connection of its own, which waits for no answer. */
    private final AtomicReference<@Nullable AddressClient> prolonging = new AtomicReference<>();

    private volatile long until = NEVER;

    /**
     * Holds nothing yet.
     *
     * @param socket where the process that makes addresses listens
     * @param wanted the addresses, by now
     * @param mend the command that starts that process
     */
    public AddressKeeper(Path socket, Supplier<FarmAddresses> wanted, String mend) {
        this.socket = socket;
        this.wanted = wanted;
        this.mend = mend;
    }

    /** Has all addresses made that can be made, which is waited for, and goes on looking on a thread of its own. */
    public AddressKeeper start() {
        look();
        Thread thread = new Thread(this::run, "address-keeper");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (!closed.await(period().toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Duration period() {
        boolean isWhole = told.values().stream().allMatch(state -> state.kind() == Kind.HERE);
        return until == NEVER || isWhole ? PERIOD : SHORT_PERIOD;
    }

    /**
     * Says how long the addresses may stay; from the first call on, no longer. Whoever calls it again in time keeps them, and what was
     * removed comes back with the next look. They are gone 0.2 s after that time. Waits for nobody; any thread.
     *
     * @param left from now; zero or less removes them at once
     */
    public void prolong(Duration left) {
        AddressClient connected = prolonging.get();
        try {
            until = Uptime.in(left);
            if (connected != null) {
                connected.prolong(until);
            }
        } catch (IOException e) {
            LOG.warn("addresses=not-prolonged reason=\"{}\"", e.getMessage());
            prolonging.compareAndSet(connected, null);
            close(connected);
        }
    }

    /** Looks once: what is missing is made, what is not wanted any more is removed. */
    public synchronized void look() {
        Map<String, Inet4Address> made = wanted.get().made();
        if (closed.getCount() == 0 || (made.isEmpty() && client == null)) {
            return;
        }
        try {
            AddressClient connected = client;
            if (connected == null) {
                connected = AddressClient.open(socket);
                client = connected;
            }
            if (until != NEVER) {
                connected.prolong(until);
                if (prolonging.get() == null) {
                    prolonging.set(AddressClient.open(socket));
                }
            }
            tell(made, connected.hold(made.values()));
            trouble = "";
        } catch (IOException e) {
            drop();
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(trouble)) {
                LOG.warn("addresses=unmade reason=\"printfarm-net does not answer: {}\" mend=\"{}\"", reason, mend);
            }
            trouble = reason;
        }
    }

    private void tell(Map<String, Inet4Address> made, Map<Inet4Address, AddressState> states) {
        Map<String, AddressState> now = new HashMap<>();
        made.forEach((printer, address) -> {
            AddressState state = states.getOrDefault(address, AddressState.failed("no word of it"));
            now.put(printer, state);
            if (state.equals(told.get(printer))) {
                return;
            }
            if (state.kind() == Kind.HERE) {
                LOG.info("printer={} address={} is here", printer, address.getHostAddress());
            } else {
                String text = state.kind() == Kind.TAKEN ? "another machine has it: " + state.words() : state.line();
                LOG.warn("printer={} address={} {}", printer, address.getHostAddress(), text);
            }
        });
        told = now;
    }

    private void drop() {
        close(client);
        client = null;
        close(prolonging.getAndSet(null));
    }

    private static void close(@Nullable AddressClient broken) {
        try {
            if (broken != null) {
                broken.close();
            }
        } catch (IOException e) {
            LOG.debug("closing", e);
        }
    }

    /** Lets go of all of them; whether they are removed is said by the farm's file, and among several hosts they are. */
    @Override
    public void close() {
        closed.countDown();
        if (until != NEVER) {
            prolong(Duration.ZERO);
        }
        synchronized (this) {
            drop();
        }
    }
}
