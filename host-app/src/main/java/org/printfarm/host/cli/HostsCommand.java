package org.printfarm.host.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.Farms;
import org.printfarm.host.view.HostView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm hosts}. */
@Command(
        name = "hosts",
        description = "Show the hosts of a farm on PostgreSQL, and what each has, since when and why.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ./farm hosts", "  ./farm hosts --json"})
final class HostsCommand implements Callable<Integer> {

    @Mixin
    private FarmOption farm;

    @Option(
            names = "--json",
            description =
                    "Print [{\"id\", \"name\", \"state\", \"since\", \"version\", \"configuration\", \"clockMillis\", "
                            + "\"answerMillis\", \"self\", \"owns\": [{\"what\", \"since\", \"why\"}]}].")
    private boolean json;

    @Spec
    private CommandSpec spec;

    HostsCommand() {}

    @Override
    public Integer call() throws FarmException {
        Console screen = new Console(spec);
        try (Farm asked = Farms.open(farm.source())) {
            List<HostView> hosts = asked.hosts();
            if (json) {
                screen.json(hosts);
            } else if (hosts.isEmpty()) {
                screen.line("the farm has this host alone; docs/several-hosts.md tells how it has several");
            } else {
                print(hosts, screen);
            }
            return ExitCodes.FINE;
        }
    }

    private static void print(List<HostView> hosts, Console screen) {
        screen.table(
                List.of("HOST", "STATE", "SINCE", "OWNS", "FILE", "VERSION"),
                hosts.stream()
                        .map(host -> List.of(
                                host.name() + (host.self() ? " (this one)" : ""),
                                host.state(),
                                host.since(),
                                String.valueOf(host.owns().size()),
                                host.configuration(),
                                host.version()))
                        .toList());
        List<List<String>> owned = hosts.stream()
                .flatMap(host ->
                        host.owns().stream().map(one -> List.of(one.what(), host.name(), one.since(), one.why())))
                .toList();
        if (!owned.isEmpty()) {
            screen.line("");
            screen.table(List.of("WHAT", "HOST", "SINCE", "WHY"), owned);
        }
    }
}
