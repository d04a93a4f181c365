package org.printfarm.host.cli;

import java.util.List;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.MachineTestView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm machines test}: whether a job would be printed. */
@Command(
        name = "test",
        description = {
            "Try each step of a print but its start, and say what is wrong and how it is mended. Sends a small file and "
                    + "removes it again; prints and moves nothing. Takes about 10 s at most.",
            "Exit: 0 all is well, 1 a step failed, 2 usage."
        },
        footer = {"", "Examples:", "  ./farm machines test left", "  ./farm machines test left --json"})
final class MachinesTestCommand extends OneFarmCommand {

    @Parameters(paramLabel = "ID", description = "The machine's id.")
    private String id;

    @Option(
            names = "--json",
            description = "Print {\"id\", \"ok\", \"steps\": [{\"step\", \"result\", \"code\", \"reason\"}]}.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        try (Farm asked = open()) {
            MachineTestView found = asked.testMachine(id);
            if (json || isJsonAbove()) {
                screen.json(found);
            } else {
                screen.table(
                        List.of("STEP", "RESULT", "CODE", "WHAT IS WRONG"),
                        found.steps().stream()
                                .map(step -> List.of(
                                        SafeText.line(step.step()),
                                        step.result(),
                                        MachinesCommand.text(step.code()),
                                        MachinesCommand.text(step.reason())))
                                .toList());
            }
            return found.ok() ? ExitCodes.FINE : ExitCodes.FAILED;
        }
    }
}
