package org.printfarm.host.cli;

import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.view.LinkView;
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
            LinkView link = asked.signInLink();
            if (json) {
                screen.json(link);
            } else {
                screen.line(link.link());
            }
            return ExitCodes.FINE;
        }
    }
}
