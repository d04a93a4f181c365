package org.printfarm.host.cli;

import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm open}. */
@Command(
        name = "open",
        description = "Print a link that signs you in on the page of the farm that runs: once, within 10 minutes.",
        footer = {"", "Examples:", "  ./farm open", "  xdg-open $(./farm open)"})
final class OpenCommand extends OneFarmCommand {

    @Option(names = "--json", description = "Print {\"page\", \"link\", \"expires\"}.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        try (Farm asked = open()) {
            return screen.result(json, asked.signInLink(), link -> screen.line(link.link()));
        }
    }
}
