package org.printfarm.host.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.MachineView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm machines}: the list, and what its commands below have in common. */
@Command(
        name = "machines",
        subcommands = {
            MachinesAddCommand.class,
            MachinesTestCommand.class,
            MachineActionCommand.Clear.class,
            MachineActionCommand.Pause.class,
            MachineActionCommand.Resume.class,
            MachineActionCommand.PausePrint.class,
            MachineActionCommand.ResumePrint.class,
            MachineActionCommand.StopPrint.class,
            MachineActionCommand.Arm.class
        },
        description = "List the machines that jobs go to: how each is, and why it takes no job now.",
        footer = {
            "",
            "Examples:",
            "  ./farm machines",
            "  ./farm machines add --scan                 propose entries for farm.yaml",
            "  ./farm machines test left                  each step of a print but its start",
            "  ./farm machines clear left                 its plate is clear",
            "  ./farm machines pause left --because \"new nozzle\"",
            "  ./farm machines resume left"
        })
final class MachinesCommand extends OneFarmCommand {

    @Option(
            names = "--json",
            description =
                    "Print [{\"id\", \"driver\", \"model\", \"serial\", \"address\", \"connection\", \"reason\", "
                            + "\"activity\", \"can\", \"notes\", \"gate\", \"job\", \"queued\", \"print\", \"trays\", \"faults\"}].")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        try (Farm asked = open()) {
            return screen.result(json, asked.machines(), machines -> print(screen, machines));
        }
    }

    static void print(Console screen, List<MachineView> machines) {
        screen.table(
                List.of(
                        "ID",
                        "DRIVER",
                        "MODEL",
                        "ADDRESS",
                        "CONNECTION",
                        "ACTIVITY",
                        "JOB",
                        "QUEUED",
                        "TAKES NO JOB BECAUSE"),
                machines.stream()
                        .map(row -> List.of(
                                row.id(),
                                row.driver(),
                                text(row.model()),
                                text(row.address()),
                                row.connection(),
                                row.activity(),
                                text(row.job()),
                                Integer.toString(row.queued()),
                                text(row.reason())))
                        .toList());
        machines.stream()
                .filter(row -> !row.notes().isEmpty())
                .forEach(row -> screen.line(row.id() + ": " + SafeText.line(String.join("; ", row.notes()))));
    }

    /** A cell; a dash for what is not known. */
    static String text(@Nullable String value) {
        return value == null ? "-" : SafeText.line(value);
    }
}
