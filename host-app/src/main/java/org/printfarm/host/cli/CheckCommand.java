package org.printfarm.host.cli;

import java.util.List;
import org.printfarm.host.app.FarmCheck;
import org.printfarm.host.view.CheckView;
import org.printfarm.host.view.ProblemView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm check}. */
@Command(
        name = "check",
        description =
                "Tell what would stop the farm from starting: mistakes in the configuration, missing addresses, taken ports "
                        + "and by whom, missing privileges, damaged certificates, refused plugins. Starts nothing, writes nothing.",
        footer = {"", "Examples:", "  ./farm check", "  ./farm check -c workshop.yaml --json"})
final class CheckCommand extends OneFarmCommand {

    @Option(names = "--json", description = "Print {\"ok\", \"problems\": [...], \"warnings\": [...]}.")
    private boolean json;

    @Override
    int run(Console screen) {
        FarmCheck.Result result = FarmCheck.check(source());
        CheckView found = result.view();
        if (json) {
            screen.json(found);
        } else {
            screen.problems(found);
            screen.line(
                    found.ok()
                            ? "ok: " + result.summary()
                            : counted(found.problems(), "problem") + ", " + counted(found.warnings(), "warning"));
        }
        if (!result.isReadable()) {
            return ExitCodes.USAGE;
        }
        return found.ok() ? ExitCodes.FINE : ExitCodes.FAILED;
    }

    private static String counted(List<ProblemView> found, String one) {
        return found.size() + " " + one + (found.size() == 1 ? "" : "s");
    }
}
