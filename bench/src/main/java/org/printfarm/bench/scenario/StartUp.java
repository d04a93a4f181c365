package org.printfarm.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.printfarm.bench.drive.LoadSpec;
import org.printfarm.bench.farm.Farm;
import org.printfarm.bench.farm.FarmPlan;
import org.printfarm.bench.farm.FarmPlan.Services;
import org.printfarm.bench.farm.FarmProcess;
import org.printfarm.bench.load.FirstReply;
import org.printfarm.bench.load.Target;
import org.printfarm.bench.report.Figure;
import org.printfarm.bench.report.Measured;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;
import org.printfarm.bench.report.Statistics;

/** From the start of the process to the first reply. */
public final class StartUp implements Scenario {

    private static final int PRINTERS = 3;
    private static final int WARM_UPS = 300;
    private static final double NANOS_PER_MS = 1e6;
    private static final double MS_PER_SECOND = 1000;
    private static final String TITLE = "Start, 3 printers, all services, data folder made before";

    /** How the farm is started and what is waited for. */
    private enum Way {
        LAUNCHED_PLAIN("./farm run", "first plain reply", true, false, Figure.LAUNCHED_PLAIN_MS),
        LAUNCHED_TLS("./farm run", "first TLS 1.3 reply", true, true, Figure.LAUNCHED_TLS_MS),
        JVM_PLAIN("the same JVM without the launcher", "first plain reply", false, false, Figure.FIRST_PLAIN_MS),
        JVM_TLS("the same JVM without the launcher", "first TLS 1.3 reply", false, true, Figure.FIRST_TLS_MS);

        private final String start;
        private final String end;
        private final boolean launched;
        private final boolean tls;
        private final Figure figure;

        Way(String start, String end, boolean launched, boolean tls, Figure figure) {
            this.start = start;
            this.end = end;
            this.launched = launched;
            this.tls = tls;
            this.figure = figure;
        }
    }

    /** One start: ms to the reply, ms to the ready line, and CPU seconds and memory then. */
    private record Start(double replyMs, double readyMs, double cpuSeconds, double rssBytes) {}

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "start of ./farm run, and of its JVM alone, to the first plain and TLS reply";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        // With the log that users have: it is a part of the start.
        FarmPlan plan = FarmPlan.quiet(PRINTERS, Services.ALL).unpinned().with(FarmPlan.Logging.DEFAULT);
        Farm farm = stage.ground().make(plan);
        Map<Way, List<Start>> starts = new EnumMap<>(Way.class);
        FirstReply client = new FirstReply();
        try (FarmProcess model = farm.start()) {
            for (int i = 0; i < WARM_UPS; i++) {
                client.await(target(farm, false), false);
                client.await(target(farm, true), true);
            }
            List<String> commandLine = model.commandLine();
            model.close();
            for (int round = 1; round <= stage.effort().starts(); round++) {
                stage.say(TITLE + ": round " + round + " of " + stage.effort().starts());
                for (Way way : Way.values()) {
                    starts.computeIfAbsent(way, key -> new ArrayList<>()).add(start(farm, commandLine, client, way));
                }
            }
        }
        report.add(section(stage, starts));
        starts.forEach((way, measured) -> report.add(
                new Measured(way.figure, statistics(measured, Start::replyMs).median())));
    }

    private static Start start(Farm farm, List<String> commandLine, FirstReply client, Way way)
            throws IOException, InterruptedException {
        try (FarmProcess process = way.launched ? farm.begin() : farm.beginLike(commandLine)) {
            long replied = client.await(target(farm, way.tls), way.tls);
            process.awaitReady();
            return new Start(
                    (replied - process.begun()) / NANOS_PER_MS,
                    process.readySeconds() * MS_PER_SECOND,
                    process.stat().cpuSeconds(),
                    (double) process.stat().rssBytes());
        }
    }

    private static Target target(Farm farm, boolean tls) {
        return Target.range(tls ? farm.tlsTargets() : farm.plainTargets()).get(0);
    }

    private static Section section(Stage stage, Map<Way, List<Start>> starts) {
        List<List<String>> rows = new ArrayList<>();
        starts.forEach((way, measured) -> rows.add(List.of(
                way.start,
                way.end,
                Numbers.of(statistics(measured, Start::replyMs)),
                Numbers.of(statistics(measured, Start::readyMs)),
                Numbers.of(statistics(measured, Start::cpuSeconds).median()),
                Numbers.megabytes(statistics(measured, Start::rssBytes).median()))));
        return new Section(
                TITLE,
                List.of("from", "to", "ms (least-greatest)", "ready line ms", "CPU s", "RSS MB"),
                rows,
                List.of("medians of " + stage.effort().starts() + " starts of each kind in turn, not pinned; a "
                        + LoadSpec.Transport.TLS13_RSA.label() + " client that is warm asks every 0.5 ms"));
    }

    private static Statistics statistics(List<Start> starts, java.util.function.ToDoubleFunction<Start> value) {
        return Statistics.of(starts.stream().mapToDouble(value).boxed().toList());
    }
}
