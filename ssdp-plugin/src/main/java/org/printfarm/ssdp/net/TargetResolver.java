package org.printfarm.ssdp.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.ssdp.settings.Target;

/**
 * Finds the addresses of targets. An address in digits needs nothing; a name is looked up by a thread of its own, because the
 * DNS can block for many seconds, and again every minute, because slicers get new addresses. Until the first answer nothing
 * is sent to it. The thread exists only while there is something to look up.
 */
final class TargetResolver implements AutoCloseable {

    /** An answer is used for this time; then it is asked for again, while the old one goes on being used. */
    static final Duration MAX_AGE = Duration.ofMinutes(1);

    /** Names that wait for the thread; any beyond wait for the next announcement. */
    private static final int MAX_WAITING = 256;

    private static final Duration THREAD_IDLE = Duration.ofSeconds(2);

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor thread;

    TargetResolver() {
        thread = new ThreadPoolExecutor(
                1, 1, THREAD_IDLE.toMillis(), TimeUnit.MILLISECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                    Thread made = new Thread(task, "ssdp-names");
                    made.setDaemon(true);
                    return made;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Where a target is, as far as is known now. Never waits.
     *
     * @param target as configured
     * @return its address; empty while it is being looked up, or when it is not found
     */
    Optional<InetSocketAddress> find(Target target) {
        if (target.isLiteral()) {
            // Digits are parsed, never looked up.
            return Optional.of(new InetSocketAddress(target.host(), target.port()));
        }
        Entry entry = entries.computeIfAbsent(target.host(), Entry::new);
        entry.refreshIfOld();
        return entry.answer.address().map(address -> new InetSocketAddress(address, target.port()));
    }

    /**
     * Whether a name was looked up and not found.
     *
     * @param target as configured
     * @return the fault; empty while the first look-up is going on
     */
    Optional<Fault> fault(Target target) {
        Entry entry = entries.get(target.host());
        return entry != null && entry.answer.isUnknown()
                ? Optional.of(new Fault(
                        FaultCode.NETWORK,
                        "target " + target.host() + " has no IPv4 address: correct it, or mend the DNS"))
                : Optional.empty();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** What the DNS said last: an address stays when it knows the name no more. */
    private record Answer(Optional<Inet4Address> address, boolean isUnknown) {}

    private final class Entry {

        private final String host;
        private volatile Answer answer = new Answer(Optional.empty(), false);
        private volatile long askedAt = System.nanoTime() - MAX_AGE.toNanos();

        Entry(String host) {
            this.host = host;
        }

        void refreshIfOld() {
            long now = System.nanoTime();
            if (now - askedAt < MAX_AGE.toNanos()) {
                return;
            }
            try {
                thread.execute(this::lookUp);
                askedAt = now;
            } catch (RejectedExecutionException e) {
                // The queue is full or all is over: the next announcement asks again.
                askedAt = now - MAX_AGE.toNanos();
            }
        }

        private void lookUp() {
            try {
                Optional<Inet4Address> found = Arrays.stream(InetAddress.getAllByName(host))
                        .filter(Inet4Address.class::isInstance)
                        .map(Inet4Address.class::cast)
                        .findFirst();
                answer = new Answer(found.or(answer::address), found.isEmpty());
            } catch (UnknownHostException e) {
                answer = new Answer(answer.address(), true);
            }
        }
    }
}
