package org.printfarm.host.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm run}. */
@Command(
        name = "run",
        description = "Start the farm. Ctrl-C or SIGTERM stops it cleanly within 5 seconds.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./farm run",
            "  ./farm run -c workshop.yaml",
            "  ./farm run --exit-when-ready      does it start? then stop",
            "",
            "A wrong configuration starts nothing and ends with status 2. A port or an address that is missing is",
            "retried for as long as the farm runs."
        })
final class RunCommand implements Callable<Integer> {

    private final FarmStarter starter;

    @Mixin
    private FarmSource source;

    @Option(
            names = "--exit-when-ready",
            description = "Stop as soon as every service has reported; status 1 when one of them failed.")
    private boolean exitWhenReady;

    @Spec
    private CommandSpec spec;

    RunCommand(FarmStarter starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() throws InterruptedException {
        return new FarmRun(source, exitWhenReady, starter).execute(new Screen(spec));
    }
}
