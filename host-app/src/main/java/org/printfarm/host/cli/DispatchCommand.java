package org.printfarm.host.cli;

import java.util.List;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.view.DispatchView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm dispatch --dry-run}: what would go where. */
@Command(
        name = "dispatch",
        description =
                "Show which waiting jobs would go to which machine now and from which trays, held ones as if they were "
                        + "released, and at whatever hours. Nothing is done: the farm gives jobs to machines by itself.",
        footer = {"", "Examples:", "  ./farm dispatch --dry-run"})
final class DispatchCommand extends OneFarmCommand {

    @Option(names = "--dry-run", description = "Show it only; has to be said.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print [{\"id\", \"machine\", \"trays\"}].")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        if (!dryRun) {
            throw usage("say --dry-run: the farm gives jobs to machines by itself");
        }
        try (Farm asked = open()) {
            List<DispatchView> found = asked.dispatch();
            if (json) {
                screen.json(found);
            } else if (found.isEmpty()) {
                screen.line("no job would go to a machine now; ./farm why JOB says why");
            } else {
                screen.table(
                        List.of("JOB", "MACHINE", "TRAYS"),
                        found.stream()
                                .map(one -> List.of(one.id(), one.machine(), String.join(" ", one.trays())))
                                .toList());
            }
            return ExitCodes.FINE;
        }
    }
}
