package org.printfarm.host.cli;

import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.Farms;
import org.printfarm.host.view.CheckView;
import org.printfarm.host.view.ReloadView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm reload}. */
@Command(
        name = "reload",
        description =
                "Have the farm that runs read its configuration again and take over what changed. Only that restarts: other "
                        + "printers keep their sessions and uploads. With a mistake in the file nothing changes.",
        footer = {
            "",
            "Examples:",
            "  ./farm reload --check      what would change?",
            "  ./farm reload -c workshop.yaml",
            "",
            "Status 2 when the file has mistakes. What only a start can change is named, and waits for it."
        })
final class ReloadCommand extends OneFarmCommand {

    @Option(names = "--check", description = "Tell what would change, and change nothing.")
    private boolean check;

    @Option(
            names = "--json",
            description = "Print {\"applied\", \"changes\": [{\"kind\", \"id\", \"details\"}], \"restarted\", \"kept\","
                    + " \"atNextStart\", \"problems\", \"warnings\"}.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        try (Farm running = Farms.running(source())) {
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
