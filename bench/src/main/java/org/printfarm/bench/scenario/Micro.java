package org.printfarm.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;

/** The JMH benchmarks of protocols. */
public final class Micro implements Scenario {

    private static final String TITLE = "Parsers and status writer, JMH";

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public String about() {
        return "JMH: frame reader, request reader, status writer";
    }

    @Override
    public void run(Stage stage, Report report) throws IOException {
        stage.say(TITLE);
        List<List<String>> rows = new ArrayList<>();
        for (RunResult run : MicroRuns.run(stage, "(Bind|Status)Benchmark")) {
            Result<?> result = run.getPrimaryResult();
            rows.add(List.of(MicroRuns.name(run), Numbers.of(result.getScore()), Numbers.of(result.getScoreError())));
        }
        report.add(
                new Section(TITLE, List.of("benchmark", "ns", "error (99.9 %)"), rows, List.of(MicroRuns.note(stage))));
    }
}
