package org.printfarm.host;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Looks for addresses that two hosts have at the same time, 20 times a second. */
final class AddressOverlaps implements AutoCloseable {

    private static final int PERIOD_MILLIS = 50;

    private final ClusterNetwork network;
    private final List<String> addresses;
    private final Map<String, Long> began = new HashMap<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    private volatile long longest;

    AddressOverlaps(ClusterNetwork network, List<String> addresses) {
        this.network = network;
        this.addresses = addresses;
        ScheduledFuture<?> unused =
                looks.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        for (String address : addresses) {
            long now = System.nanoTime();
            if (network.having(address).size() > 1) {
                longest = Math.max(longest, now - began.computeIfAbsent(address, one -> now) + 1);
            } else {
                began.remove(address);
            }
        }
    }

    /** For how long one address was at two hosts; zero when none was. */
    Duration longest() {
        return Duration.ofNanos(longest);
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
