package org.printfarm.host.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.printfarm.host.app.FarmCheck;
import org.printfarm.host.view.CheckView;
import org.printfarm.host.view.ProblemView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm check}. */
@Command(
        name = "check",
        description =
                "Tell what would stop the farm from starting: mistakes in the configuration, missing addresses, taken ports "
                        + "and by whom, missing privileges, damaged certificates, refused plugins. Starts nothing, writes nothing.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ./farm check", "  ./farm check -c workshop.yaml --json"})
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private FarmOption farm;

    @Option(names = "--json", description = "Print {\"ok\", \"problems\": [...], \"warnings\": [...]}.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console screen = new Console(spec);
        FarmCheck.Result result = FarmCheck.check(farm.source());
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
