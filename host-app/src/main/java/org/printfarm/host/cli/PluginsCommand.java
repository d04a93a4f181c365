package org.printfarm.host.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.printfarm.host.client.SafeText;
import org.printfarm.host.config.Problems;
import org.printfarm.host.plugin.PluginReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm plugins}. */
@Command(
        name = "plugins",
        description = "List what is in the drop-in folder: what is used, what was refused, and why.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ./farm plugins", "  ./farm plugins -c workshop.yaml --json"})
final class PluginsCommand implements Callable<Integer> {

    @Mixin
    private FarmSource source;

    @Option(
            names = "--json",
            description = "Print [{\"file\", \"id\", \"version\", \"services\", \"state\", \"reason\"}].")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console screen = new Console(spec);
        Problems problems = new Problems();
        Optional<FarmSetup> setup = FarmSetup.open(source, FarmSetup.Footprint.NONE, problems);
        if (setup.isEmpty()) {
            screen.problems(problems);
            return ExitCodes.USAGE;
        }
        try (FarmSetup farm = setup.get()) {
            List<PluginReport> reports = farm.catalog().reports();
            if (json) {
                screen.json(reports.stream().map(Row::of).toList());
            } else {
                print(screen, farm, reports);
            }
            boolean allUsed = reports.stream().allMatch(report -> report.state() == PluginReport.State.USED);
            return allUsed ? ExitCodes.FINE : ExitCodes.FAILED;
        }
    }

    private static void print(Console screen, FarmSetup farm, List<PluginReport> reports) {
        if (reports.isEmpty()) {
            screen.note("no plugin lies in " + farm.config().plugins());
        }
        screen.table(
                List.of("FILE", "ID", "VERSION", "SERVICES", "STATE"),
                reports.stream()
                        .map(report -> List.of(
                                SafeText.line(report.file()),
                                SafeText.line(report.id()),
                                SafeText.line(report.version()),
                                String.join(",", report.services()),
                                report.state().word()))
                        .toList());
        reports.stream()
                .filter(report -> !report.reason().isEmpty())
                .forEach(report -> screen.line(SafeText.line(report.file()) + ": " + SafeText.line(report.reason())));
    }

    private record Row(String file, String id, String version, List<String> services, String state, String reason) {
        static Row of(PluginReport report) {
            return new Row(
                    report.file(),
                    report.id(),
                    report.version(),
                    report.services(),
                    report.state().word(),
                    report.reason());
        }
    }
}
