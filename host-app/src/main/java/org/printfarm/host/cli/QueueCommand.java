package org.printfarm.host.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.QueueView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm queue}: the list, and what its commands below have in common. */
@Command(
        name = "queue",
        subcommands = {
            QueueActionCommand.Move.class,
            QueueActionCommand.Priority.class,
            QueueActionCommand.Copies.class,
            QueueActionCommand.Plates.class,
            QueueActionCommand.Reprint.class
        },
        description = "List the jobs that wait, whose turn it is first.",
        footer = {
            "",
            "Examples:",
            "  ./farm queue",
            "  ./farm queue --of p1 --json",
            "  ./farm queue move 12 1",
            "  ./farm queue priority 12 5",
            "  ./farm queue copies 12 10",
            "  ./farm queue plates 12 all",
            "  ./farm queue reprint 12 1=PLA:0000FF",
            "  ./farm jobs hold 12"
        })
final class QueueCommand extends OneFarmCommand {

    @Option(names = "--of", paramLabel = "ID", description = "Of one pool or machine. Default: all.")
    private @Nullable String goal;

    @Option(
            names = "--json",
            description = "Print [{\"id\", \"printer\", \"file\", \"goal\", \"position\", \"priority\", \"state\", "
                    + "\"start\", \"copy-of\", \"owed\"}]; start is null unless it is known.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        try (Farm asked = open()) {
            return screen.result(
                    json,
                    asked.queue(goal == null ? "" : goal),
                    found -> screen.table(
                            List.of("GOAL", "PLACE", "JOB", "PRINTER", "FILE", "STATE", "PRIORITY", "START", "OWED"),
                            found.stream().map(QueueCommand::cells).toList()));
        }
    }

    private static List<String> cells(QueueView place) {
        return List.of(
                place.goal(),
                Integer.toString(place.position()),
                place.id(),
                place.printer(),
                SafeText.line(place.file()),
                place.state(),
                Integer.toString(place.priority()),
                place.start() == null ? "-" : place.start(),
                place.copyOf() == null ? "-" : place.owed() + " of " + place.copyOf());
    }
}
