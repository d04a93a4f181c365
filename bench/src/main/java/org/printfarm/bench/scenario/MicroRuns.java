package org.printfarm.bench.scenario;

import java.io.IOException;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** JMH, set up the same for all benchmarks: one fork each, SerialGC, 256 MB. */
final class MicroRuns {

    private static final String PACKAGE = "org.printfarm.bench.micro.";
    private static final int ITERATIONS = 5;

    private MicroRuns() {}

    /** A benchmark gets so many seconds in all to warm up, and as many to be measured. */
    private static TimeValue iteration(Stage stage) {
        return TimeValue.milliseconds(1000L * stage.effort().microSeconds() / ITERATIONS);
    }

    /**
     * Runs the benchmarks of some classes.
     *
     * @param classes a pattern of their simple names
     */
    static Collection<RunResult> run(Stage stage, String classes) throws IOException {
        try {
            return new Runner(new OptionsBuilder()
                            .include(PACKAGE + classes)
                            .forks(1)
                            .jvmArgs("-XX:+UseSerialGC", "-Xmx256m")
                            .warmupIterations(ITERATIONS)
                            .warmupTime(iteration(stage))
                            .measurementIterations(ITERATIONS)
                            .measurementTime(iteration(stage))
                            .shouldFailOnError(true)
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new IOException("JMH: " + e.getMessage(), e);
        }
    }

    /** The name of a benchmark, without its package. */
    static String name(RunResult run) {
        return run.getParams().getBenchmark().substring(PACKAGE.length());
    }

    /** How it was measured, for the report. */
    static String note(Stage stage) {
        return "average of " + ITERATIONS + " iterations of " + iteration(stage) + ", one fork, SerialGC";
    }
}
