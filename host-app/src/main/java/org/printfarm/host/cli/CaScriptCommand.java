package org.printfarm.host.cli;

import java.util.concurrent.Callable;
import org.printfarm.host.app.CaVerbs;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.view.CaScriptView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm ca script}. */
@Command(
        name = "script",
        description =
                "Print a script that does what install does on another machine. It has the CA in it and needs nothing else.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./farm ca script --os linux | ssh cad-pc sudo sh",
            "  ./farm ca script --os windows > install-farm-ca.ps1"
        })
final class CaScriptCommand implements Callable<Integer> {

    private final CaCommand ca;

    @Mixin
    private FarmOption farm;

    @Option(names = "--os", required = true, paramLabel = "SYSTEM", description = "windows, macos or linux.")
    private String os;

    @Option(names = "--json", description = "Print {\"os\", \"file\", \"text\"}.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    CaScriptCommand(CaCommand ca) {
        this.ca = ca;
    }

    @Override
    public Integer call() throws FarmException {
        Console screen = new Console(spec);
        CaScriptView script = CaVerbs.script(farm.or(ca.farm()), os);
        if (json) {
            screen.json(script);
        } else {
            screen.line(script.text().stripTrailing());
        }
        return ExitCodes.FINE;
    }
}
