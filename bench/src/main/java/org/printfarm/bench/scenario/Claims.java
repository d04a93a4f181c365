package org.printfarm.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.printfarm.bench.drive.ClaimDriver;
import org.printfarm.bench.drive.Conversation;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.peer.Pgbench;
import org.printfarm.bench.peer.Postgres;
import org.printfarm.bench.report.Figure;
import org.printfarm.bench.report.Measured;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;
import org.printfarm.bench.report.Statistics;

/** Jobs on their way through the record, and pgbench's smallest writing transaction, in turn on one server. */
final class Claims {

    private static final String TITLE = "Claims and changes of jobs in PostgreSQL";

    /** Enough for a checkpoint's beginning to fall into a round of either. */
    private static final int WINDOWS = 3;

    /** Rounds until the host's code is compiled. */
    private static final int WARM_UPS = 3;

    /** Of a window: claims and changes, each a transaction. */
    private record Done(double claims, double changes) {
        double rate() {
            return claims + changes;
        }
    }

    private Claims() {}

    static void run(Stage stage, Report report, Postgres server) throws IOException, InterruptedException {
        int seconds = WINDOWS * stage.effort().windowSeconds();
        Pgbench pgbench = Pgbench.make(server, "claims_beside");
        List<Done> done = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        try (Conversation host = ClaimDriver.start(
                hostsCommand(stage),
                stage.scratch().copy("quiet-logback.xml"),
                List.of(server.create("claims"), server.password().toString()),
                stage.scratch().folder("claims"),
                Pgbench.CLIENTS,
                seconds)) {
            for (int round = 1 - WARM_UPS; round <= stage.effort().rounds(); round++) {
                stage.say(TITLE + ": round " + round);
                double rate = pgbench.run(seconds, "-N");
                Done now = done(host.ask());
                if (round > 0) {
                    rates.add(rate);
                    done.add(now);
                }
            }
        }
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rates.size(); i++) {
            ratios.add(rates.get(i) / done.get(i).rate());
        }
        report.add(new Measured(Figure.CLAIMS, Statistics.of(ratios).median()));
        report.add(new Section(
                TITLE,
                List.of("what", "transactions/s (least-greatest)", "claims/s", "changes/s"),
                List.of(
                        List.of("pgbench -N", Numbers.of(Statistics.of(rates)), "-", "-"),
                        List.of(
                                "the record, as a host uses it",
                                median(done.stream().map(Done::rate).toList()),
                                median(done.stream().map(Done::claims).toList()),
                                median(done.stream().map(Done::changes).toList()))),
                List.of("medians of " + stage.effort().rounds() + " rounds of " + seconds + " s in turn, "
                        + Pgbench.CLIENTS + " clients and as many machines; each job is queued, claimed, sent, started,"
                        + " printed and done, under the fence of a host that prolongs its lease; nothing is pinned")));
    }

    private static String median(List<Double> values) {
        return Numbers.of(Statistics.of(values));
    }

    private static Done done(JsonNode window) {
        double seconds = window.path("seconds").asDouble();
        return new Done(
                window.path("claims").asDouble() / seconds,
                window.path("changes").asDouble() / seconds);
    }

    /** Of a farm that is started for that. */
    private static List<String> hostsCommand(Stage stage) throws IOException, InterruptedException {
        try (FarmProcess process = stage.ground()
                .make(FarmPlan.quiet(1, Services.BIND_ONLY).unpinned())
                .start()) {
            return process.commandLine();
        }
    }
}
