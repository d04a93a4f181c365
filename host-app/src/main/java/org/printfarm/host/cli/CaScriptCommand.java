package org.printfarm.host.cli;

import org.printfarm.host.app.CaVerbs;
import org.printfarm.host.app.FarmException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm ca script}. */
@Command(
        name = "script",
        description =
                "Print a script that does what install does on another machine. It has the CA in it and needs nothing else.",
        footer = {
            "",
            "Examples:",
            "  ./farm ca script --os linux | ssh cad-pc sudo sh",
            "  ./farm ca script --os windows > install-farm-ca.ps1"
        })
final class CaScriptCommand extends OneFarmCommand {

    @Option(names = "--os", required = true, paramLabel = "SYSTEM", description = "windows, macos or linux.")
    private String os;

    @Option(names = "--json", description = "Print {\"os\", \"file\", \"text\"}.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        return screen.result(
                json,
                CaVerbs.script(source(), os),
                script -> screen.line(script.text().stripTrailing()));
    }
}
