package org.printfarm.host.cli;

import java.util.concurrent.Callable;
import org.printfarm.host.app.FarmCheck;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.view.CaView;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm ca} and the commands below it. */
@Command(
        name = "ca",
        description =
                "Print the farm's CA certificate as PEM, to be appended to the slicer's printer.cer, and its SHA-256 "
                        + "fingerprint on standard error. The CA is made if the farm never ran.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./farm ca >> printer.cer",
            "  ./farm ca -c workshop.yaml --json",
            "  ./farm ca install",
            "  ./farm ca script --os windows > install-farm-ca.ps1"
        })
final class CaCommand implements Callable<Integer> {

    @Mixin
    private FarmOption farm;

    @Option(names = "--json", description = "Print {\"pem\", \"sha256\", \"notAfter\"}.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private CaCommand() {}

    /** The command with those below it. */
    static CommandLine commandLine() {
        CaCommand ca = new CaCommand();
        return new CommandLine(ca).addSubcommand(new CaInstallCommand(ca)).addSubcommand(new CaScriptCommand(ca));
    }

    /** The farm that was named before the command below. */
    FarmOption farm() {
        return farm;
    }

    @Override
    public Integer call() throws FarmException {
        Console screen = new Console(spec);
        CaView ca = FarmCheck.ca(farm.source());
        if (json) {
            screen.json(ca);
        } else {
            screen.line(ca.pem().stripTrailing());
            screen.note("SHA-256 " + ca.sha256());
        }
        return ExitCodes.FINE;
    }
}
