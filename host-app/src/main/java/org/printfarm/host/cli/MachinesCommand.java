package org.printfarm.host.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.FarmSource;
import org.printfarm.host.app.Farms;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.MachineView;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm machines}: the list, and what its commands below have in common. */
@Command(
        name = "machines",
        description = "List the machines that jobs go to: how each is, and why it takes no job now.",
        mixinStandardHelpOptions = true,
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
final class MachinesCommand implements Callable<Integer> {

    @Mixin
    private FarmOption farm;

    @Option(
            names = "--json",
            description =
                    "Print [{\"id\", \"driver\", \"model\", \"serial\", \"address\", \"connection\", \"reason\", "
                            + "\"activity\", \"can\", \"notes\", \"gate\", \"job\", \"queued\", \"print\", \"trays\", \"faults\"}].")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private MachinesCommand() {}

    /** The command with those below it. */
    static CommandLine commandLine() {
        MachinesCommand machines = new MachinesCommand();
        return new CommandLine(machines)
                .addSubcommand(new MachinesAddCommand(machines))
                .addSubcommand(new MachinesTestCommand(machines))
                .addSubcommand(new MachineActionCommand.Clear(machines))
                .addSubcommand(new MachineActionCommand.Pause(machines))
                .addSubcommand(new MachineActionCommand.Resume(machines))
                .addSubcommand(new MachineActionCommand.PausePrint(machines))
                .addSubcommand(new MachineActionCommand.ResumePrint(machines))
                .addSubcommand(new MachineActionCommand.StopPrint(machines))
                .addSubcommand(new MachineActionCommand.Arm(machines));
    }

    @Override
    public Integer call() throws FarmException {
        Console screen = new Console(spec);
        try (Farm asked = Farms.open(farm.source())) {
            List<MachineView> machines = asked.machines();
            if (json) {
                screen.json(machines);
            } else {
                print(screen, machines);
            }
            return ExitCodes.FINE;
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

    private static String text(@Nullable String value) {
        return value == null ? "-" : SafeText.line(value);
    }

    /** Whether JSON was asked for here, before the name of a command below. */
    boolean isJson() {
        return json;
    }

    /** The farm that was named, here or below. */
    FarmSource source(FarmOption below) {
        return below.or(farm);
    }
}
