package org.printfarm.bench.drive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a load process found.
 *
 * @param ok exchanges whose reply was right and whose end was clean
 * @param wrong replies that were not right
 * @param lost exchanges without a whole reply or without an end
 * @param perSecond exchanges a second
 * @param p50Ms half of the replies came within, ms
 * @param p99Ms 99 of 100 came within, ms
 * @param withoutCloseNotify TLS exchanges that ended without the server's close_notify
 * @param clientCpuSeconds what the load process itself took
 * @param errors how many of each kind
 */
public record LoadResult(
        long ok,
        long wrong,
        long lost,
        double perSecond,
        double p50Ms,
        double p99Ms,
        long withoutCloseNotify,
        double clientCpuSeconds,
        Map<String, Long> errors) {

    static LoadResult of(JsonNode document) {
        Map<String, Long> errors = new TreeMap<>();
        document.path("errors")
                .properties()
                .forEach(error -> errors.put(error.getKey(), error.getValue().asLong()));
        return new LoadResult(
                document.path("ok").asLong(),
                document.path("wrong").asLong(),
                document.path("transport").asLong(),
                document.path("eps").asDouble(),
                document.path("p50_ms").asDouble(),
                document.path("p99_ms").asDouble(),
                document.path("no_close_notify").asLong(),
                document.path("client_cpu_s").asDouble(),
                errors);
    }
}
