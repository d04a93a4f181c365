package org.printfarm.host;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Looks for addresses that two hosts have at the same time: at the hosts 20 times a second, and on the LAN by a question to all of it each
 * second, from a machine of its own so that slicers learn nothing of the answers.
 */
final class AddressOverlaps implements AutoCloseable {

    private static final int PERIOD_MILLIS = 50;

    private final ClusterNetwork network;
    private final List<String> addresses;
    private final Map<String, Long> began = new HashMap<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    private final List<AddressQuestion> questions = new ArrayList<>();
    private volatile long longest;

    AddressOverlaps(ClusterNetwork network, List<String> addresses) throws IOException {
        this.network = network;
        this.addresses = addresses;
        ScheduledFuture<?> unused =
                looks.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        for (String address : addresses) {
            questions.add(AddressQuestion.ask(network.observer, address));
        }
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

    /** For how long one address was at two hosts, by their own tables; zero when none was. */
    Duration longest() {
        return Duration.ofNanos(longest);
    }

    /** The same by what the LAN was answered. */
    Duration longestOnLan() {
        return questions.stream()
                .map(AddressQuestion::longest)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** How often the address was answered that was least. */
    long answers() {
        return questions.stream().mapToLong(AddressQuestion::answers).min().orElse(0);
    }

    @Override
    public void close() {
        looks.shutdownNow();
        questions.forEach(AddressQuestion::close);
    }
}
