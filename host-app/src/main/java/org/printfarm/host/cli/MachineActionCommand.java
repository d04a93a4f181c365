package org.printfarm.host.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.Farms;
import org.printfarm.host.view.MachineView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What people say of a machine: {@code farm machines clear}, {@code pause}, {@code resume} and {@code arm}, and of its print. */
abstract class MachineActionCommand implements Callable<Integer> {

    private final MachinesCommand machines;

    @Mixin
    private FarmOption farm;

    @Parameters(paramLabel = "ID", description = "The machine's id.")
    private String id;

    @Option(names = "--json", description = "Print the machine as in the list.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    MachineActionCommand(MachinesCommand machines) {
        this.machines = machines;
    }

    /** Why; empty where there is nothing to say. */
    String because() {
        return "";
    }

    @Override
    public Integer call() throws FarmException {
        Console screen = new Console(spec);
        try (Farm asked = Farms.open(machines.source(farm))) {
            MachineView after = asked.machineAction(id, spec.name(), because());
            if (json || machines.isJson()) {
                screen.json(after);
            } else {
                MachinesCommand.print(screen, List.of(after));
            }
            return ExitCodes.FINE;
        }
    }

    /** {@code farm machines clear}. */
    @Command(
            name = "clear",
            description =
                    "Confirm that a machine's plate is clear, so that it takes the next job. Works while it is off.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ./farm machines clear left"})
    static final class Clear extends MachineActionCommand {
        Clear(MachinesCommand machines) {
            super(machines);
        }
    }

    /** {@code farm machines pause}. */
    @Command(
            name = "pause",
            description = "Give a machine no jobs. What it prints goes on.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ./farm machines pause left --because \"new nozzle\""})
    static final class Pause extends MachineActionCommand {

        @Option(
                names = "--because",
                required = true,
                paramLabel = "REASON",
                description = "Why; it is shown to everybody.")
        private String because;

        Pause(MachinesCommand machines) {
            super(machines);
        }

        @Override
        String because() {
            return because;
        }
    }

    /** {@code farm machines resume}. */
    @Command(
            name = "resume",
            description = "Give a paused machine jobs again.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ./farm machines resume left"})
    static final class Resume extends MachineActionCommand {
        Resume(MachinesCommand machines) {
            super(machines);
        }
    }

    /** {@code farm machines pause-print}. */
    @Command(
            name = "pause-print",
            description = "Hold what a machine prints.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ./farm machines pause-print left"})
    static final class PausePrint extends MachineActionCommand {
        PausePrint(MachinesCommand machines) {
            super(machines);
        }
    }

    /** {@code farm machines resume-print}. */
    @Command(
            name = "resume-print",
            description = "Let a machine go on with a print that is held.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ./farm machines resume-print left"})
    static final class ResumePrint extends MachineActionCommand {
        ResumePrint(MachinesCommand machines) {
            super(machines);
        }
    }

    /** {@code farm machines stop-print}. */
    @Command(
            name = "stop-print",
            description = "End what a machine prints for good.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ./farm machines stop-print left"})
    static final class StopPrint extends MachineActionCommand {
        StopPrint(MachinesCommand machines) {
            super(machines);
        }
    }

    /** {@code farm machines arm}. */
    @Command(
            name = "arm",
            description = "Let its pools choose a machine again that something happened to (trip: on).",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ./farm machines arm left"})
    static final class Arm extends MachineActionCommand {
        Arm(MachinesCommand machines) {
            super(machines);
        }
    }
}
