package org.printfarm.host.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.printfarm.host.client.discover.DiscoverClient;
import org.printfarm.host.client.discover.DiscoverException;
import org.printfarm.host.client.discover.DiscoverReport;
import org.printfarm.host.client.discover.DiscoverTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code farm discover}. */
@Command(
        name = "discover",
        description =
                "Listen, and search, for all printers on the networks of this machine, real and virtual. Marks a serial "
                        + "that two printers announce, and one that announces two addresses.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ./farm discover", "  ./farm discover --seconds 15 --json"})
final class DiscoverCommand implements Callable<Integer> {

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long to listen, 1 to 3600. Default: 6, as printers announce themselves every 5.",
            defaultValue = "6")
    private long seconds;

    @Option(
            names = "--json",
            description =
                    "Print [{\"serial\", \"name\", \"model\", \"address\", \"firmware\", \"ageSeconds\", \"conflicts\"}].")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (seconds < 1 || seconds > DiscoverClient.MAX_TIME.toSeconds()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--seconds: expected 1 to " + DiscoverClient.MAX_TIME.toSeconds() + ", got " + seconds);
        }
        Screen screen = new Screen(spec);
        try {
            DiscoverReport report = new DiscoverClient().listen(Duration.ofSeconds(seconds));
            report.warnings().forEach(warning -> screen.note("warning: " + warning));
            if (json) {
                screen.json(report.printers());
            } else {
                DiscoverTable.lines(report).forEach(screen::line);
            }
            return ExitCodes.FINE;
        } catch (DiscoverException e) {
            screen.note("error: " + e.getMessage());
            return ExitCodes.FAILED;
        }
    }
}
