package org.printfarm.host.cli;

import java.util.concurrent.Callable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.Farms;
import org.printfarm.host.view.CheckView;
import org.printfarm.host.view.ReloadView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm reload}. */
@Command(
        name = "reload",
        description =
                "Have the farm that runs read its configuration again and take over what changed. Only that restarts: other "
                        + "printers keep their sessions and uploads. With a mistake in the file nothing changes.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./farm reload --check      what would change?",
            "  ./farm reload -c workshop.yaml",
            "",
            "Status 2 when the file has mistakes. What only a start can change is named, and waits for it."
        })
final class ReloadCommand implements Callable<Integer> {

    @Mixin
    private FarmOption farm;

    @Option(names = "--check", description = "Tell what would change, and change nothing.")
    private boolean check;

    @Option(
            names = "--json",
            description = "Print {\"applied\", \"changes\": [{\"kind\", \"id\", \"details\"}], \"restarted\", \"kept\","
                    + " \"atNextStart\", \"problems\", \"warnings\"}.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws FarmException {
        Console screen = new Console(spec);
        try (Farm running = Farms.running(farm.source())) {
            ReloadView view = running.reload(check);
            if (json) {
                screen.json(view);
            } else {
                show(view, screen);
            }
            return view.problems().isEmpty() ? ExitCodes.FINE : ExitCodes.USAGE;
        }
    }

    private void show(ReloadView view, Console screen) {
        screen.problems(new CheckView(view.problems().isEmpty(), view.problems(), view.warnings()));
        if (!view.problems().isEmpty()) {
            screen.line("nothing was changed: " + view.problems().size() + " to mend");
            return;
        }
        view.changes().forEach(change -> screen.line(change.toString()));
        view.atNextStart().forEach(key -> screen.line("at-next-start " + key));
        screen.line((check ? "would be done: " : "done: ") + view.summary());
    }
}
