package org.printfarm.host.cli;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
        footer = {
            "",
            "Examples:",
            "  ./farm discover",
            "  ./farm discover --seconds 15 --json",
            "  ./farm discover --interface eth0"
        })
final class DiscoverCommand implements Callable<Integer> {

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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (seconds < 1 || seconds > DiscoverClient.MAX_TIME.toSeconds()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--seconds: expected 1 to " + DiscoverClient.MAX_TIME.toSeconds() + ", got " + seconds);
        }
        requireInterface();
        Console screen = new Console(spec);
        try {
            DiscoverReport report = new DiscoverClient(
                            DiscoverClient.PORT,
                            candidate -> nic == null || candidate.getName().equals(nic))
                    .listen(Duration.ofSeconds(seconds));
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

    private void requireInterface() {
        try {
            if (nic != null && NetworkInterface.getByName(nic) == null) {
                throw new ParameterException(
                        spec.commandLine(), "--interface: this machine has no interface of that name");
            }
        } catch (SocketException e) {
            throw new ParameterException(spec.commandLine(), "--interface: the interfaces cannot be listed", e);
        }
    }
}
