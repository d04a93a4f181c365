package org.printfarm.host.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.DoctorView;
import org.printfarm.host.view.DoctorView.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm doctor}. */
@Command(
        name = "doctor",
        description =
                "Ask the running farm why a slicer cannot see a printer, log in or send a file: names cause and mend from what "
                        + "that slicer did last. Without ADDRESS: all clients with trouble.",
        footer = {
            "",
            "Examples:",
            "  ./farm doctor",
            "  ./farm doctor 192.168.1.20",
            "  ./farm doctor 192.168.1.20 --json",
            "",
            "Exit status 1 when something is wrong."
        })
final class DoctorCommand extends OneFarmCommand {

    @Parameters(paramLabel = "ADDRESS", arity = "0..1", description = "The IPv4 address of the slicer's machine.")
    private @Nullable String address;

    @Option(
            names = "--json",
            description =
                    "Print {\"farm\": [{\"code\", \"printer\", \"cause\", \"mend\"}], \"clients\": [{\"address\", "
                            + "\"findings\", \"events\"}]}.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        DoctorView view;
        try (Farm asked = open()) {
            view = asked.doctor(address == null ? "" : address);
        }
        boolean well = view.farm().isEmpty()
                && view.clients().stream().allMatch(client -> client.findings().isEmpty());
        if (json) {
            screen.json(view);
        } else {
            print(screen, view, well);
        }
        return well ? ExitCodes.FINE : ExitCodes.FAILED;
    }

    private static void print(Console screen, DoctorView view, boolean well) {
        print(screen, "farm", view.farm());
        view.clients().forEach(client -> {
            print(screen, client.address(), client.findings());
            if (client.events().isEmpty()) {
                screen.note(client.address() + " was not seen lately: nothing of it reached the farm");
            }
        });
        if (well) {
            screen.line("nothing is wrong");
        }
    }

    private static void print(Console screen, String whose, List<Finding> findings) {
        for (Finding finding : findings) {
            screen.line(SafeText.line(whose + ", " + finding.printer() + ": " + finding.cause()));
            screen.line("  mend: " + SafeText.line(finding.mend()));
        }
    }
}
