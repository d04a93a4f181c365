package org.printfarm.host.auth;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.printfarm.api.Printer;
import org.printfarm.api.service.Authenticator;
import org.printfarm.api.service.Authenticator.Decision;
import org.printfarm.api.settings.Secret;

/**
 * Makes the {@link Authenticator} of each printer; they share one store of the wrong codes of the last 60 s, kept as {@link
 * AttemptHash}es.
 *
 * <p>Memory is bounded: {@link #MAX_PAIRS} pairs of peer and printer, about 3 MB. A pair that is kept is never dropped
 * before its wrong codes are 60 s old, so nobody can wash away his own count or anybody else's by guessing from many
 * addresses. While the store is full, all peers that found no place share one count for each printer: right codes go on
 * being let in, and different wrong ones are still limited to 5 a minute, now for those peers together.
 *
 * <p>Any thread. One lock for all: an attempt holds it for less than a microsecond, and looking and counting must be one
 * step, or a peer with many connections could have more codes looked at than it may.
 */
public final class Authenticators {

    /** How long a wrong code counts. */
    public static final Duration WINDOW = Duration.ofSeconds(60);

    /** Pairs of peer and printer that are remembered at once, in all. */
    public static final int MAX_PAIRS = 10_000;

    /** Not secret, but compared as one, so that the time tells nothing. */
    private static final Secret USER = Secret.of(Authenticator.USER);

    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final int maxPairs;

    /** In the order of each pair's last wrong code, so that what may be forgotten stands first. */
    private final Map<Pair, Window> windows = new LinkedHashMap<>();

    private final Map<String, Window> overflow = new LinkedHashMap<>();

    /** By printer, of those whose code was changed since their guards were made. */
    private final Map<String, LoginCodes> changed = new ConcurrentHashMap<>();

    /** Counts by the clock that no one can set back: a corrected wall clock must neither lock anybody out nor let guess. */
    public Authenticators() {
        this(System::nanoTime, Clock.systemUTC(), MAX_PAIRS);
    }

    Authenticators(LongSupplier nanoTime, InstantSource clock, int maxPairs) {
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.maxPairs = maxPairs;
    }

    /**
     * The guard of one printer. Guards for the same printer id count together, also when its access code has changed.
     *
     * @param printer whose access code is asked for
     * @return cheap to make and to drop
     */
    public Authenticator forPrinter(Printer printer) {
        return (peer, user, code) ->
                check(new Pair(printer.id(), peer), AttemptHash.of(user, code), () -> matches(printer, user, code));
    }

    /**
     * Lets a printer be logged in to with these codes from now on, by guards that were made before as well.
     *
     * @param printer its id
     * @param codes in place of its access code
     */
    public void change(String printer, LoginCodes codes) {
        changed.put(printer, codes);
    }

    /**
     * Forgets the codes of a printer that is not there any more.
     *
     * @param printer its id
     */
    public void forget(String printer) {
        changed.remove(printer);
    }

    /** Both parts are always compared, so that the time does not tell which one was wrong. */
    private boolean matches(Printer printer, String user, String code) {
        LoginCodes codes = changed.get(printer.id());
        boolean rightUser = USER.matches(user);
        boolean rightCode = codes == null ? printer.accessCode().matches(code) : codes.matches(code, clock.instant());
        return rightUser && rightCode;
    }

    /** A known code is compared again: nobody learns anything from it, and it may have become the printer's own. */
    private synchronized Decision check(Pair pair, long attempt, BooleanSupplier comparison) {
        long now = nanoTime.getAsLong();
        Window window = windows.get(pair);
        if (window == null && windows.size() >= maxPairs) {
            forgetExpired(now);
            window = windows.size() >= maxPairs ? overflow.get(pair.printer()) : null;
        }
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

    private void count(Pair pair, long attempt, long now) {
        forgetExpired(now);
        Window kept = windows.remove(pair);
        if (kept == null && windows.size() >= maxPairs) {
            overflow.computeIfAbsent(pair.printer(), printer -> new Window()).add(attempt, now);
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

    private record Pair(String printer, InetAddress peer) {}

    /** The last different wrong codes that were looked at, and when; the oldest is overwritten first. */
    private static final class Window {
        private final long[] times = new long[Authenticator.WRONG_CODES_PER_MINUTE];
        private final long[] attempts = new long[times.length];
        private int count;
        private int next;

        /** True when as many as may be looked at are younger than the window. */
        boolean isFull(long now) {
            return count == times.length && now - times[next] < WINDOW.toNanos();
        }

        boolean isExpired(long now) {
            return count == 0 || now - times[(next + times.length - 1) % times.length] >= WINDOW.toNanos();
        }

        boolean knows(long attempt, long now) {
            return IntStream.range(0, count).anyMatch(i -> attempts[i] == attempt && now - times[i] < WINDOW.toNanos());
        }

        void add(long attempt, long now) {
            attempts[next] = attempt;
            times[next] = now;
            next = (next + 1) % times.length;
            count = Math.min(count + 1, times.length);
        }
    }
}
