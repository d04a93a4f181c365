package org.printfarm.host.cli;

import java.util.List;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.PluginView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm plugins}. */
@Command(
        name = "plugins",
        description = "List what is in the drop-in folder: what is used, what was refused, and why.",
        footer = {"", "Examples:", "  ./farm plugins", "  ./farm plugins -c workshop.yaml --json"})
final class PluginsCommand extends OneFarmCommand {

    @Option(
            names = "--json",
            description = "Print [{\"file\", \"id\", \"version\", \"services\", \"state\", \"reason\"}].")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        List<PluginView> plugins;
        try (Farm asked = open()) {
            plugins = asked.plugins();
        }
        if (json) {
            screen.json(plugins);
        } else {
            print(screen, plugins);
        }
        boolean allUsed = plugins.stream().allMatch(plugin -> plugin.state().equals("used"));
        return allUsed ? ExitCodes.FINE : ExitCodes.FAILED;
    }

    private static void print(Console screen, List<PluginView> plugins) {
        if (plugins.isEmpty()) {
            screen.note("no plugin lies in the drop-in folder");
        }
        screen.table(
                List.of("FILE", "ID", "VERSION", "SERVICES", "STATE"),
                plugins.stream()
                        .map(plugin -> List.of(
                                SafeText.line(plugin.file()),
                                SafeText.line(plugin.id()),
                                SafeText.line(plugin.version()),
                                String.join(",", plugin.services()),
                                plugin.state()))
                        .toList());
        plugins.stream()
                .filter(plugin -> !plugin.reason().isEmpty())
                .forEach(plugin -> screen.line(SafeText.line(plugin.file()) + ": " + SafeText.line(plugin.reason())));
    }
}
