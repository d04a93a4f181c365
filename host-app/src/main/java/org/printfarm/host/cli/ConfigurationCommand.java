package org.printfarm.host.cli;

import java.util.concurrent.Callable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.Farms;
import org.printfarm.host.view.ConfigurationView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm configuration}. */
@Command(
        name = "configuration",
        description = "Print the configuration as its file has it, with ••• for each secret, to show it to somebody.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ./farm configuration", "  ./farm configuration -c workshop.yaml --json"})
final class ConfigurationCommand implements Callable<Integer> {

    @Mixin
    private FarmOption farm;

    @Option(names = "--json", description = "Print {\"file\", \"text\"}.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws FarmException {
        Console screen = new Console(spec);
        ConfigurationView found;
        try (Farm asked = Farms.open(farm.source())) {
            found = asked.configuration();
        }
        if (json) {
            screen.json(found);
        } else {
            found.text().lines().forEach(screen::line);
        }
        return ExitCodes.FINE;
    }
}
