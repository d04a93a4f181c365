package org.printfarm.host.auth;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.Authenticator;
import org.printfarm.api.service.Authenticator.Decision;

/**
 * The wrong guesses of the last {@link #WINDOW} at each place, by peer, kept as {@link AttemptHash}es. {@link
 * Authenticator#WRONG_CODES_PER_MINUTE} different ones are looked at; one that is known is looked at again, for nobody learns
 * anything from it.
 *
 * <p>Memory is bounded: {@link #MAX_PAIRS} pairs of place and peer, about 3 MB. A pair that is kept is never dropped before its
 * guesses are too old, so nobody can wash away his own count or anybody else's by guessing from many addresses. While the store is
 * full, all peers that found no room share one count for each place: right guesses go on being let in, and different wrong ones
 * are still limited, now for those peers together.
 *
 * <p>Any thread. One lock for all, held for less than a microsecond: looking and counting must be one step, or a peer with many
 * connections could have more guesses looked at than it may.
 */
public final class WrongGuesses {

    /** How long a wrong guess counts. */
    public static final Duration WINDOW = Duration.ofSeconds(60);

    /** Pairs of place and peer that are remembered at once, in all. */
    public static final int MAX_PAIRS = 10_000;

    private final AtomicLong tries = new AtomicLong();
    private final LongSupplier nanoTime;
    private final int maxPairs;

    /** In the order of each pair's last wrong guess, so that what may be forgotten stands first. */
    private final Map<Pair, Window> windows = new LinkedHashMap<>();

    private final Map<String, Window> overflow = new LinkedHashMap<>();

    /** Counts by the clock that no one can set back: a corrected wall clock must neither lock anybody out nor let guess. */
    public WrongGuesses() {
        this(System::nanoTime, MAX_PAIRS);
    }

    WrongGuesses(LongSupplier nanoTime, int maxPairs) {
        this.nanoTime = nanoTime;
        this.maxPairs = maxPairs;
    }

    /**
     * Looks at a guess, if it may be looked at.
     *
     * @param comparison whether it is right; quick, for everybody waits for it
     */
    synchronized Decision check(String place, InetAddress peer, long attempt, BooleanSupplier comparison) {
        Pair pair = new Pair(place, peer);
        long now = nanoTime.getAsLong();
        Window window = windowOf(pair, now);
        if (window != null && window.isFull(now) && !window.knows(attempt, now)) {
            return Decision.BLOCKED;
        }
        if (comparison.getAsBoolean()) {
            return Decision.ACCEPTED;
        }
        if (window == null || !window.knows(attempt, now)) {
            count(pair, attempt, now);
        }
        return Decision.WRONG;
    }

    /**
     * For comparisons that take long: lets a peer try once. The try counts as wrong from now on, whatever it is, until it is
     * {@linkplain #forgive forgiven}.
     *
     * @param place where
     * @param peer who
     * @return the number of the try; empty when there were too many
     */
    public Optional<Long> begin(String place, InetAddress peer) {
        long attempt = tries.incrementAndGet();
        return check(place, peer, attempt, () -> false) == Decision.BLOCKED ? Optional.empty() : Optional.of(attempt);
    }

    /** A try was right, or was not looked at. */
    public synchronized void forgive(String place, InetAddress peer, long attempt) {
        Window window = windowOf(new Pair(place, peer), nanoTime.getAsLong());
        if (window != null) {
            window.forget(attempt);
        }
    }

    /** Where a pair's guesses are counted; null when there are none. */
    private @Nullable Window windowOf(Pair pair, long now) {
        Window window = windows.get(pair);
        if (window == null && windows.size() >= maxPairs) {
            forgetExpired(now);
            return windows.size() >= maxPairs ? overflow.get(pair.place()) : null;
        }
        return window;
    }

    private void count(Pair pair, long attempt, long now) {
        forgetExpired(now);
        Window kept = windows.remove(pair);
        if (kept == null && windows.size() >= maxPairs) {
            overflow.computeIfAbsent(pair.place(), place -> new Window()).add(attempt, now);
            return;
        }
        Window window = kept == null ? new Window() : kept;
        window.add(attempt, now);
        windows.put(pair, window);
    }

    private void forgetExpired(long now) {
        Iterator<Window> oldestFirst = windows.values().iterator();
        while (oldestFirst.hasNext() && oldestFirst.next().isExpired(now)) {
            oldestFirst.remove();
        }
        if (windows.size() < maxPairs) {
            overflow.values().removeIf(window -> window.isExpired(now));
        }
    }

    /** How many pairs are remembered now. */
    synchronized int pairs() {
        return windows.size();
    }

    private record Pair(String place, InetAddress peer) {}

    /** The last different wrong guesses that were looked at, and when; the oldest is overwritten first. */
    private static final class Window {
        private final long[] times = new long[Authenticator.WRONG_CODES_PER_MINUTE];
        private final long[] attempts = new long[times.length];
        private final boolean[] used = new boolean[times.length];

        /** True when as many as may be looked at are younger than the window. */
        boolean isFull(long now) {
            return IntStream.range(0, times.length).allMatch(i -> isYoung(i, now));
        }

        boolean isExpired(long now) {
            return IntStream.range(0, times.length).noneMatch(i -> isYoung(i, now));
        }

        boolean knows(long attempt, long now) {
            return IntStream.range(0, times.length).anyMatch(i -> isYoung(i, now) && attempts[i] == attempt);
        }

        private boolean isYoung(int i, long now) {
            return used[i] && now - times[i] < WINDOW.toNanos();
        }

        void add(long attempt, long now) {
            int oldest = 0;
            for (int i = 0; i < times.length && used[oldest]; i++) {
                oldest = !used[i] || now - times[i] > now - times[oldest] ? i : oldest;
            }
            attempts[oldest] = attempt;
            times[oldest] = now;
            used[oldest] = true;
        }

        void forget(long attempt) {
            for (int i = 0; i < times.length; i++) {
                used[i] &= attempts[i] != attempt;
            }
        }
    }
}
