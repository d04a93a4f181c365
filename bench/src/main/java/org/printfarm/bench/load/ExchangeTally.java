package org.printfarm.bench.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts how exchanges ended. Its document has the keys of {@code bindload --json}. One thread. */
final class ExchangeTally {

    private static final double NANOS = 1e9;

    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private final Latencies latencies = new Latencies();
    private final boolean tls;
    private final long warmUp;
    private long windowStart = System.nanoTime();
    private long lastDone = windowStart;
    private long finished;
    private long withoutGoodbye;

    /** Tallies after so many exchanges to warm up. */
    ExchangeTally(boolean tls, long warmUp) {
        this.tls = tls;
        this.warmUp = warmUp;
    }

    void add(Verdict verdict, Exchange exchange) {
        long now = System.nanoTime();
        finished++;
        verdicts.merge(verdict, 1L, Long::sum);
        if (verdict == Verdict.OK) {
            if (finished > warmUp) {
                latencies.add(exchange.latency());
            }
            if (tls && !exchange.saidGoodbye()) {
                withoutGoodbye++;
            }
        }
        if (finished == warmUp) {
            windowStart = now;
        }
        lastDone = now;
    }

    long count(Verdict.Kind kind) {
        return verdicts.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        double seconds = Math.max(1, lastDone - windowStart) / NANOS;
        document.put("finished", finished);
        document.put("ok", count(Verdict.Kind.RIGHT));
        document.put("wrong", count(Verdict.Kind.WRONG));
        document.put("transport", count(Verdict.Kind.LOST));
        document.put("window_ok", latencies.count());
        document.put("window_s", seconds);
        document.put("eps", latencies.count() / seconds);
        document.put("p50_ms", latencies.percentile(50));
        document.put("p99_ms", latencies.percentile(99));
        document.put("max_ms", latencies.max());
        document.put("client_cpu_s", cpuSeconds());
        document.put("no_close_notify", withoutGoodbye);
        ObjectNode errors = document.putObject("errors");
        verdicts.forEach((verdict, count) -> {
            if (verdict != Verdict.OK) {
                errors.put(verdict.name().toLowerCase(Locale.ROOT), count);
            }
        });
        return document;
    }

    private static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / NANOS
                : 0;
    }
}
