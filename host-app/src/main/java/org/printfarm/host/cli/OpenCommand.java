package org.printfarm.host.cli;

import java.util.concurrent.Callable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.Farms;
import org.printfarm.host.view.LinkView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm open}. */
@Command(
        name = "open",
        description = "Print a link that signs you in on the page of the farm that runs: once, within 10 minutes.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ./farm open", "  xdg-open $(./farm open)"})
final class OpenCommand implements Callable<Integer> {

    @Mixin
    private FarmOption farm;

    @Option(names = "--json", description = "Print {\"page\", \"link\", \"expires\"}.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws FarmException {
        Console screen = new Console(spec);
        try (Farm asked = Farms.open(farm.source())) {
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
