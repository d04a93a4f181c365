package org.printfarm.host.cli;

import java.util.concurrent.Callable;
import org.printfarm.host.app.FarmCheck;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.view.CaView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm ca}. */
@Command(
        name = "ca",
        description =
                "Print the farm's CA certificate as PEM, to be appended to the slicer's printer.cer, and its SHA-256 "
                        + "fingerprint on standard error. The CA is made if the farm never ran.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ./farm ca >> printer.cer", "  ./farm ca -c workshop.yaml --json"})
final class CaCommand implements Callable<Integer> {

    @Mixin
    private FarmOption farm;

    @Option(names = "--json", description = "Print {\"pem\", \"sha256\", \"notAfter\"}.")
    private boolean json;

    @Spec
    private CommandSpec spec;

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
