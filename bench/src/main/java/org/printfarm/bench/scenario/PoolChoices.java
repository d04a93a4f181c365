package org.printfarm.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.printfarm.bench.machine.Program;
import org.printfarm.bench.report.Figure;
import org.printfarm.bench.report.Measured;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;
import org.printfarm.bench.report.Statistics;

/** What it costs to choose which jobs go to which machines, and how soon they are there. */
public final class PoolChoices implements Scenario {

    private static final String TITLE = "Choosing machines for jobs, JMH";
    private static final String SENDS = "A pool of simulated machines";
    private static final double NANOS_PER_MS = 1e6;

    @Override
    public String name() {
        return "pools";
    }

    @Override
    public String about() {
        return "up to 10,000 jobs and 500 machines, chosen by JMH; simulated machines: how soon the next job comes";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException, InterruptedException {
        choose(stage, report);
        if (Program.find("curl").isEmpty()) {
            report.add(Section.missing(SENDS, "not measured: curl is not installed"));
            return;
        }
        stage.say(SENDS);
        Statistics waits = PoolSends.waits(stage);
        report.add(new Section(
                SENDS,
                List.of("machines", "from free to the next upload, s (least-greatest)"),
                List.of(List.of(Integer.toString(stage.effort().machines()), Numbers.of(waits))),
                List.of("three jobs for each machine in one queue; from the end of a print by the machine's clock")));
        report.add(new Measured(Figure.POOL_NEXT_S, waits.greatest()));
    }

    private static void choose(Stage stage, Report report) throws IOException {
        stage.say(TITLE);
        List<List<String>> rows = new ArrayList<>();
        double slowest = 0;
        double largest = 0;
        for (RunResult run : MicroRuns.run(stage, "PoolBenchmark")) {
            Result<?> result = run.getPrimaryResult();
            String load = run.getParams().getParam("load");
            double millis = result.getScore() / NANOS_PER_MS;
            slowest = load.startsWith("1000 x 100 ") ? Math.max(slowest, millis) : slowest;
            largest = load.startsWith("10000 x 500 ") ? millis : largest;
            rows.add(List.of(
                    load,
                    Numbers.of(millis),
                    Numbers.of(result.getScoreError() / NANOS_PER_MS),
                    Numbers.of(result.getScore() / pairs(load))));
        }
        report.add(new Section(
                TITLE,
                List.of("jobs x machines, loaded with what they need", "ms", "error (99.9 %)", "ns for each pair"),
                rows,
                List.of(
                        MicroRuns.note(stage),
                        "16 trays, jobs of 1 to 4 channels; one thread; nothing known from before")));
        report.add(new Measured(Figure.POOL_1000_MS, slowest));
        report.add(new Measured(Figure.POOL_10000_MS, largest));
    }

    private static double pairs(String load) {
        String[] words = load.split(" ", -1);
        return Double.parseDouble(words[0]) * Double.parseDouble(words[2]);
    }
}
