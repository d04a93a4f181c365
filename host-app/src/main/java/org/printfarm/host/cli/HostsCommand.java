package org.printfarm.host.cli;

import java.util.List;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.view.HostView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm hosts}. */
@Command(
        name = "hosts",
        description = "Show the hosts of a farm on PostgreSQL, and what each has, since when and why.",
        footer = {"", "Examples:", "  ./farm hosts", "  ./farm hosts --json"})
final class HostsCommand extends OneFarmCommand {

    @Option(
            names = "--json",
            description =
                    "Print [{\"id\", \"name\", \"state\", \"since\", \"version\", \"configuration\", \"clockMillis\", "
                            + "\"answerMillis\", \"self\", \"owns\": [{\"what\", \"since\", \"why\"}]}].")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        try (Farm asked = open()) {
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
