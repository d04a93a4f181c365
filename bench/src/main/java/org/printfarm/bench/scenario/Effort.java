package org.printfarm.bench.scenario;

import java.util.List;

/**
 * How much is done.
 *
 * @param rounds of servers measured in turn
 * @param windowSeconds how long each measures
 * @param warmUps plain exchanges that warm a server up: a JVM compiles by what it has done, not by how long it took
 * @param concurrencies exchanges in flight
 * @param printers farm sizes
 * @param starts processes started for each way to start
 * @param idle connections with an unfinished frame
 * @param dripping connections that drip
 * @param tlsIdle connections after their TLS handshake
 * @param loadPrinters printers under load
 * @param loadExchanges exchanges under load
 * @param uploadMegabytes size of an upload
 * @param mqttPrinters printers whose status is sent to two clients each
 * @param mqttWarmUpSeconds before it is measured
 * @param mqttSeconds how long it is measured
 * @param microSeconds how long each micro benchmark warms up, and measures
 * @param machines simulated machines that a file is sent to
 * @param watched simulated machines that report to a farm
 * @param jobs in the farm whose record is long
 */
public record Effort(
        int rounds,
        int windowSeconds,
        int warmUps,
        List<Integer> concurrencies,
        List<Integer> printers,
        int starts,
        int idle,
        int dripping,
        int tlsIdle,
        int loadPrinters,
        long loadExchanges,
        int uploadMegabytes,
        int mqttPrinters,
        int mqttWarmUpSeconds,
        int mqttSeconds,
        int microSeconds,
        int machines,
        int watched,
        int jobs) {

    /** About twenty minutes on two cores. */
    public static final Effort FULL = new Effort(
            5,
            2,
            60_000,
            List.of(1, 32, 256),
            List.of(1, 100, 1_000, 5_000),
            7,
            5_000,
            500,
            3_000,
            1_000,
            1_000_000,
            300,
            1_000,
            60,
            20,
            5,
            20,
            200,
            1_000_000);

    /** About three minutes. */
    public static final Effort QUICK = new Effort(
            2,
            1,
            30_000,
            List.of(32, 256),
            List.of(1, 1_000),
            2,
            2_000,
            200,
            500,
            200,
            50_000,
            50,
            100,
            20,
            5,
            1,
            20,
            200,
            100_000);

    /** As little as shows that everything works. */
    public static final Effort SMOKE =
            new Effort(1, 1, 0, List.of(4), List.of(1, 3), 1, 20, 5, 5, 5, 500, 2, 2, 1, 2, 1, 2, 2, 1_000);

    /**
     * The same with another number of exchanges under load.
     *
     * @param exchanges 1 or more
     * @return a copy
     */
    public Effort withLoadExchanges(long exchanges) {
        return new Effort(
                rounds,
                windowSeconds,
                warmUps,
                concurrencies,
                printers,
                starts,
                idle,
                dripping,
                tlsIdle,
                loadPrinters,
                exchanges,
                uploadMegabytes,
                mqttPrinters,
                mqttWarmUpSeconds,
                mqttSeconds,
                microSeconds,
                machines,
                watched,
                jobs);
    }
}
