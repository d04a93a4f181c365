package org.printfarm.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.farm.SharedFarm;
import org.printfarm.bench.peer.Pgbench;
import org.printfarm.bench.peer.Postgres;
import org.printfarm.bench.report.Figure;
import org.printfarm.bench.report.Measured;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;
import org.printfarm.bench.report.Statistics;

/** What it costs a host to keep what it has, and whether hosts keep it while others load the server. */
final class Leases {

    private static final String TITLE = "Keeping what a host has";
    private static final String BESIDE = "Three hosts beside pgbench";
    private static final int HOSTS = 3;
    private static final int PRINTERS = 9;
    private static final int SETTLE_SECONDS = 60;
    private static final double PERCENT = 100;
    private static final double NANOS = 1e9;

    /** Statements of farms since the server began: all, and those about hosts and what they have; the server's clock. */
    private static final String COUNTS =
            "SELECT coalesce(sum(calls), 0), coalesce(sum(calls) FILTER (WHERE query ~* '(hosts|owners)'), 0),"
                    + " extract(epoch FROM clock_timestamp()) FROM pg_stat_statements"
                    + " WHERE userid = (SELECT oid FROM pg_roles WHERE rolname = 'farm')";

    /** Below a fifth of its lease a host has stopped by its own clock. */
    private static final String FOUND = "SELECT count(*) FILTER (WHERE epochs > 1 OR least < interval '1 second'),"
            + " extract(epoch FROM min(least)) * 1000 FROM"
            + " (SELECT count(DISTINCT epoch) AS epochs, min(rest) AS least FROM seen GROUP BY id) AS each";

    private final Stage stage;
    private final Report report;
    private final Postgres server;

    private Leases(Stage stage, Report report, Postgres server) {
        this.stage = stage;
        this.report = report;
        this.server = server;
    }

    static void run(Stage stage, Report report, Postgres server) throws IOException, InterruptedException {
        Leases leases = new Leases(stage, report, server);
        leases.cost();
        leases.besideOthers();
    }

    /** A window of an idle host. */
    private record Idle(double cpuPercent, double alonePercent, double statements, double ownership) {}

    private void cost() throws IOException, InterruptedException {
        FarmPlan plan = FarmPlan.quiet(stage.effort().loadPrinters(), Services.BIND_ONLY)
                .unpinned();
        Farm shared = SharedFarm.make(stage.ground(), plan, server.create("leases"), server.password())
                .first();
        List<Idle> windows = new ArrayList<>();
        try (FarmProcess one = shared.start();
                FarmProcess alone = stage.ground().make(plan).start()) {
            awaitOwned("leases", 1, stage.effort().loadPrinters());
            for (int round = 0; round <= stage.effort().rounds(); round++) {
                stage.say(TITLE + ": round " + round);
                Idle window = idle(one, alone);
                if (round > 0) {
                    windows.add(window);
                }
            }
        }
        Statistics cpu = of(windows.stream().map(Idle::cpuPercent).toList());
        Statistics trips = of(windows.stream().map(Idle::ownership).toList());
        report.add(new Measured(Figure.OWNERSHIP_CPU, cpu.median()));
        report.add(new Measured(Figure.OWNERSHIP_TRIPS, trips.median()));
        report.add(new Section(
                TITLE + ", " + Numbers.of((long) stage.effort().loadPrinters()) + " printers",
                List.of("record", "CPU of the idle host, % of a core", "statements/s", "of them for what it has"),
                List.of(
                        List.of(
                                "PostgreSQL, lease 5 s",
                                Numbers.of(cpu),
                                Numbers.of(of(
                                        windows.stream().map(Idle::statements).toList())),
                                Numbers.of(trips)),
                        List.of(
                                "SQLite",
                                Numbers.of(of(
                                        windows.stream().map(Idle::alonePercent).toList())),
                                "-",
                                "-")),
                List.of("medians of " + stage.effort().rounds() + " windows of " + seconds()
                        + " s, both at the same time;"
                        + " statements as pg_stat_statements counts them, one a round trip; bind only, nobody asks")));
    }

    private static Statistics of(List<Double> values) {
        return Statistics.of(values);
    }

    private int seconds() {
        return Math.max(1, stage.effort().mqttSeconds() / 2);
    }

    private Idle idle(FarmProcess one, FarmProcess alone) throws IOException, InterruptedException {
        double[] before = counts();
        double cpu = one.stat().cpuSeconds();
        double cpuAlone = alone.stat().cpuSeconds();
        long begun = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds());
        double took = (System.nanoTime() - begun) / NANOS;
        double used = one.stat().cpuSeconds() - cpu;
        double usedAlone = alone.stat().cpuSeconds() - cpuAlone;
        double[] after = counts();
        double clock = after[2] - before[2];
        return new Idle(
                PERCENT * used / took,
                PERCENT * usedAlone / took,
                (after[0] - before[0]) / clock,
                (after[1] - before[1]) / clock);
    }

    private double[] counts() throws IOException, InterruptedException {
        String[] cells = server.ask("postgres", COUNTS).split("\\|", -1);
        double[] counts = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            counts[i] = Double.parseDouble(cells[i]);
        }
        return counts;
    }

    private void besideOthers() throws IOException, InterruptedException {
        Pgbench pgbench = Pgbench.make(server, "others");
        SharedFarm farm = SharedFarm.make(
                stage.ground(),
                FarmPlan.quiet(PRINTERS, Services.BIND_ONLY).unpinned(),
                server.create("three"),
                server.password());
        try (FarmProcess one = farm.first().start();
                FarmProcess two = farm.join(stage.scratch().folder("two")).start();
                FarmProcess three = farm.join(stage.scratch().folder("three")).start()) {
            awaitOwned("three", HOSTS, PRINTERS);
            stage.say(BESIDE);
            int seconds = stage.effort().mqttSeconds();
            String[] found = new String[1];
            double rate = pgbench.beside(stage.scratch().folder("foreign"), seconds, () -> found[0] = watched(seconds));
            String[] cells = found[0].split("\\|", -1);
            double lost = Double.parseDouble(cells[0]);
            for (FarmProcess host : List.of(one, two, three)) {
                lost += host.said().contains("hosts=shut-out") ? 1 : 0;
            }
            report.add(new Measured(Figure.LEASES_LOST, lost));
            report.add(new Section(
                    BESIDE,
                    List.of("hosts", "lease ms", "least that was left, ms", "lost", "transactions/s of pgbench"),
                    List.of(List.of(Integer.toString(HOSTS), "5000", cells[1], Numbers.of(lost), Numbers.of(rate))),
                    List.of("pgbench -c " + Pgbench.CLIENTS + " -j 2 -T " + seconds
                            + " in another database of the server;"
                            + " looked at each 0.1 s by the server's clock; nothing is pinned")));
        }
    }

    private String watched(int seconds) throws IOException, InterruptedException {
        return server.ask(
                "three",
                "CREATE TEMP TABLE seen (id TEXT, epoch BIGINT, rest INTERVAL)",
                "DO $$ BEGIN FOR look IN 1.." + seconds * 10 + " LOOP"
                        + " INSERT INTO seen SELECT id, epoch, ends - clock_timestamp() FROM hosts;"
                        + " PERFORM pg_sleep(0.1); END LOOP; END $$",
                FOUND);
    }

    /** Until so many hosts have a share each, and nobody else has anything. */
    private void awaitOwned(String database, int hosts, int printers) throws IOException, InterruptedException {
        String wanted = hosts + "|" + printers;
        String now = "";
        for (int look = 0; look < SETTLE_SECONDS; look++) {
            now = server.ask(
                    database,
                    "SELECT count(DISTINCT host), count(*) FROM owners JOIN hosts ON id = host AND"
                            + " owners.epoch = hosts.epoch");
            if (now.equals(wanted)) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new IOException("hosts and what they have: expected " + wanted + ", got " + now);
    }
}
