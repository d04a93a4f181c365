package org.printfarm.host.cli;

import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm configuration}. */
@Command(
        name = "configuration",
        description = "Print the configuration as its file has it, with ••• for each secret, to show it to somebody.",
        footer = {"", "Examples:", "  ./farm configuration", "  ./farm configuration -c workshop.yaml --json"})
final class ConfigurationCommand extends OneFarmCommand {

    @Option(names = "--json", description = "Print {\"file\", \"text\"}.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        try (Farm asked = open()) {
            return screen.result(
                    json, asked.configuration(), found -> found.text().lines().forEach(screen::line));
        }
    }
}
