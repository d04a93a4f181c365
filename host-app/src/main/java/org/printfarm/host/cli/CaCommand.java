package org.printfarm.host.cli;

import org.printfarm.host.app.FarmCheck;
import org.printfarm.host.app.FarmException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm ca} and the commands below it. */
@Command(
        name = "ca",
        subcommands = {CaInstallCommand.class, CaScriptCommand.class},
        description =
                "Print the farm's CA certificate as PEM, to be appended to the slicer's printer.cer, and its SHA-256 "
                        + "fingerprint on standard error. The CA is made if the farm never ran.",
        footer = {
            "",
            "Examples:",
            "  ./farm ca >> printer.cer",
            "  ./farm ca -c workshop.yaml --json",
            "  ./farm ca install",
            "  ./farm ca script --os windows > install-farm-ca.ps1"
        })
final class CaCommand extends OneFarmCommand {

    @Option(names = "--json", description = "Print {\"pem\", \"sha256\", \"notAfter\"}.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        return screen.result(json, FarmCheck.ca(source()), ca -> {
            screen.line(ca.pem().stripTrailing());
            screen.note("SHA-256 " + ca.sha256());
        });
    }
}
