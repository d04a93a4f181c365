package org.printfarm.host.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.app.Clients;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.view.DiscoverReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm discover}. */
@Command(
        name = "discover",
        description =
                "Listen, and search, for all printers on the networks of this machine, real and virtual. Marks a serial "
                        + "that two printers announce, and one that announces two addresses.",
        footer = {
            "",
            "Examples:",
            "  ./farm discover",
            "  ./farm discover --seconds 15 --json",
            "  ./farm discover --interface eth0"
        })
final class DiscoverCommand extends ConsoleCommand {

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long to listen, 1 to 3600. Default: 6, as printers announce themselves every 5.",
            defaultValue = "6")
    private long seconds;

    @Option(
            names = "--interface",
            paramLabel = "NAME",
            description = "Search on this network interface only, for instance eth0. Default: on all.")
    private @Nullable String nic;

    @Option(
            names = "--json",
            description =
                    "Print [{\"serial\", \"name\", \"model\", \"address\", \"firmware\", \"ageSeconds\", \"conflicts\"}].")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        if (seconds < 1 || seconds > Clients.LONGEST_DISCOVERY.toSeconds()) {
            throw usage("--seconds: expected 1 to " + Clients.LONGEST_DISCOVERY.toSeconds() + ", got " + seconds);
        }
        DiscoverReport report = Clients.discover(Duration.ofSeconds(seconds), nic);
        report.warnings().forEach(warning -> screen.note("warning: " + warning));
        return screen.result(
                json, report.printers(), printers -> DiscoverTable.lines(report).forEach(screen::line));
    }
}
