package org.printfarm.host.cli;

import java.util.List;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What people say of a machine: {@code farm machines clear}, {@code pause}, {@code resume} and {@code arm}, and of its print. */
abstract class MachineActionCommand extends OneFarmCommand {

    @Parameters(paramLabel = "ID", description = "The machine's id.")
    private String id;

    @Option(names = "--json", description = "Print the machine as in the list.")
    private boolean json;

    /** Why; empty where there is nothing to say. */
    String because() {
        return "";
    }

    @Override
    int run(Console screen) throws FarmException {
        try (Farm asked = open()) {
            return screen.result(
                    json || isJsonAbove(),
                    asked.machineAction(id, spec().name(), because()),
                    after -> MachinesCommand.print(screen, List.of(after)));
        }
    }

    /** {@code farm machines clear}. */
    @Command(
            name = "clear",
            description =
                    "Confirm that a machine's plate is clear, so that it takes the next job. Works while it is off.",
            footer = {"", "Examples:", "  ./farm machines clear left"})
    static final class Clear extends MachineActionCommand {}

    /** {@code farm machines pause}. */
    @Command(
            name = "pause",
            description = "Give a machine no jobs. What it prints goes on.",
            footer = {"", "Examples:", "  ./farm machines pause left --because \"new nozzle\""})
    static final class Pause extends MachineActionCommand {

        @Option(
                names = "--because",
                required = true,
                paramLabel = "REASON",
                description = "Why; it is shown to everybody.")
        private String because;

        @Override
        String because() {
            return because;
        }
    }

    /** {@code farm machines resume}. */
    @Command(
            name = "resume",
            description = "Give a paused machine jobs again.",
            footer = {"", "Examples:", "  ./farm machines resume left"})
    static final class Resume extends MachineActionCommand {}

    /** {@code farm machines pause-print}. */
    @Command(
            name = "pause-print",
            description = "Hold what a machine prints.",
            footer = {"", "Examples:", "  ./farm machines pause-print left"})
    static final class PausePrint extends MachineActionCommand {}

    /** {@code farm machines resume-print}. */
    @Command(
            name = "resume-print",
            description = "Let a machine go on with a print that is held.",
            footer = {"", "Examples:", "  ./farm machines resume-print left"})
    static final class ResumePrint extends MachineActionCommand {}

    /** {@code farm machines stop-print}. */
    @Command(
            name = "stop-print",
            description = "End what a machine prints for good.",
            footer = {"", "Examples:", "  ./farm machines stop-print left"})
    static final class StopPrint extends MachineActionCommand {}

    /** {@code farm machines arm}. */
    @Command(
            name = "arm",
            description = "Let its pools choose a machine again that something happened to (trip: on).",
            footer = {"", "Examples:", "  ./farm machines arm left"})
    static final class Arm extends MachineActionCommand {}
}
