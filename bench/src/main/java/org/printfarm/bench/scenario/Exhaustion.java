package org.printfarm.bench.scenario;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.printfarm.bench.drive.Conversation;
import org.printfarm.bench.drive.LoadSpec;
import org.printfarm.bench.drive.LoadSpec.Transport;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;

/** A farm that runs out of file descriptors: it keeps the sessions it has, and serves again when some are free. */
public final class Exhaustion implements Scenario {

    private static final String TITLE = "Out of file descriptors";
    private static final int PRINTERS = 3;
    private static final int LIMIT = 300;
    private static final int EARLY_PEERS = 20;
    private static final int LATE_PEERS = 600;
    private static final int EXHAUSTED_SECONDS = 10;
    private static final int SOME = 100;
    private static final int AFTERWARDS_SECONDS = 20;

    @Override
    public String name() {
        return "exhaustion";
    }

    @Override
    public String about() {
        return "more peers than file descriptors: sessions kept, CPU meanwhile, replies afterwards";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        Farm farm = stage.ground().make(FarmPlan.quiet(PRINTERS, Services.BIND_ONLY));
        farm.start().close();
        report.add(new Section(
                TITLE + ", limit " + LIMIT,
                List.of(
                        "farm",
                        "descriptors used",
                        "late peers",
                        "early sessions kept",
                        "CPU % meanwhile",
                        "lines logged about it",
                        "right afterwards, plain",
                        "TLS"),
                List.of(row(stage, report, farm, "just started", false), row(stage, report, farm, "warm", true)),
                List.of(EXHAUSTED_SECONDS + " s without a free descriptor, then the late peers leave")));
    }

    private static List<String> row(Stage stage, Report report, Farm farm, String name, boolean warm)
            throws IOException, InterruptedException {
        stage.say(TITLE + ": " + name);
        try (FarmProcess process = farm.startWithin(LIMIT)) {
            Server server = new Server("farm, " + name, process.pid(), farm.plainTargets(), farm.tlsTargets());
            if (warm) {
                some(stage, report, server, Transport.PLAIN);
                some(stage, report, server, Transport.TLS13_RSA);
                crowd(stage, farm, EARLY_PEERS).close();
            }
            try (Conversation early = crowd(stage, farm, EARLY_PEERS)) {
                int quiet = process.said().length();
                Want want = want(stage, farm, process);
                long kept = early.ask().asLong();
                if (kept != EARLY_PEERS) {
                    report.fault("out of file descriptors: " + kept + " of " + EARLY_PEERS + " sessions were kept");
                }
                long plain = some(stage, report, server, Transport.PLAIN);
                long tls = some(stage, report, server, Transport.TLS13_RSA);
                return List.of(
                        name,
                        Integer.toString(want.descriptors()),
                        Integer.toString(LATE_PEERS),
                        kept + " of " + EARLY_PEERS,
                        Numbers.of(want.cpuPercent()),
                        Numbers.of(linesAbout(process.said().substring(quiet))),
                        plain + " of " + SOME,
                        tls + " of " + SOME);
            }
        }
    }

    /** What the farm does while there is no descriptor left. */
    private record Want(int descriptors, double cpuPercent) {}

    private static Want want(Stage stage, Farm farm, FarmProcess process) throws IOException, InterruptedException {
        try (Conversation late = crowd(stage, farm, LATE_PEERS)) {
            double before = process.stat().cpuSeconds();
            TimeUnit.SECONDS.sleep(EXHAUSTED_SECONDS);
            stage.say(TITLE + ": " + late.ask().asLong() + " late peers wait");
            double cpu = process.stat().cpuSeconds() - before;
            return new Want(process.descriptors(), 100 * cpu / EXHAUSTED_SECONDS);
        }
    }

    private static long linesAbout(String log) {
        return log.lines().filter(line -> line.contains("TOO_MANY_OPEN_FILES")).count();
    }

    private static Conversation crowd(Stage stage, Farm farm, int size) throws IOException {
        return stage.load().crowd(List.of("--idle", Integer.toString(size), "--plain-targets", farm.plainTargets()));
    }

    /** Asks some, for a while only: a farm that does not recover answers none. */
    private static long some(Stage stage, Report report, Server server, Transport transport)
            throws IOException, InterruptedException {
        LoadSpec spec = new LoadSpec(transport, server.targets(transport), PRINTERS, 0, SOME, AFTERWARDS_SECONDS, 0);
        return server.window(stage.load(), spec, report).result().ok();
    }
}
