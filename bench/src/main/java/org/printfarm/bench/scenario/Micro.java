package org.printfarm.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.printfarm.bench.report.Numbers;
import org.printfarm.bench.report.Report;
import org.printfarm.bench.report.Section;

/** The JMH benchmarks. */
public final class Micro implements Scenario {

    private static final String TITLE = "Parsers and status writer, JMH";
    private static final String PACKAGE = "org.printfarm.bench.micro.";
    private static final int ITERATIONS = 5;

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
        // A benchmark gets so many seconds in all to warm up, and as many to be measured.
        TimeValue iteration = TimeValue.milliseconds(1000L * stage.effort().microSeconds() / ITERATIONS);
        List<List<String>> rows = new ArrayList<>();
        try {
            for (RunResult run : new Runner(new OptionsBuilder()
                            .include(PACKAGE)
                            .forks(1)
                            .jvmArgs("-XX:+UseSerialGC", "-Xmx256m")
                            .warmupIterations(ITERATIONS)
                            .warmupTime(iteration)
                            .measurementIterations(ITERATIONS)
                            .measurementTime(iteration)
                            .shouldFailOnError(true)
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run()) {
                rows.add(row(run));
            }
        } catch (RunnerException e) {
            throw new IOException("JMH: " + e.getMessage(), e);
        }
        report.add(new Section(
                TITLE,
                List.of("benchmark", "ns", "error (99.9 %)"),
                rows,
                List.of("average of " + ITERATIONS + " iterations of " + iteration + ", one fork, SerialGC")));
    }

    private static List<String> row(RunResult run) {
        Result<?> result = run.getPrimaryResult();
        return List.of(
                run.getParams().getBenchmark().substring(PACKAGE.length()),
                Numbers.of(result.getScore()),
                Numbers.of(result.getScoreError()));
    }
}
