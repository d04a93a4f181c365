package org.printfarm.host.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.app.Clients;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.FarmSource;
import org.printfarm.host.app.MachineCsv;
import org.printfarm.host.app.MachineScan;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.MachineProposal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm machines add}: entries for farm.yaml, from the network or from a table. */
@Command(
        name = "add",
        description = {
            "Propose entries for farm.yaml: of the printers that announce themselves here and show a certificate with their "
                    + "serial, or of a table with a heading for each key (id,driver,address,serial,access-code, ...).",
            "Writes nothing without --write. Access codes never go into farm.yaml: each has a file of its own under secrets/.",
            "Exit: 0 all is well, 1 a mistake in the table, 2 usage."
        },
        footer = {
            "",
            "Examples:",
            "  ./farm machines add --scan",
            "  ./farm machines add --csv machines.csv",
            "  ./farm machines add --csv machines.csv --write"
        })
final class MachinesAddCommand extends OneFarmCommand {

    @Option(names = "--scan", description = "Look for printers on the networks of this machine.")
    private boolean scan;

    @Option(names = "--csv", paramLabel = "FILE", description = "Read them from a table.")
    private @Nullable Path csv;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description =
                    "How long to listen with --scan, 1 to 3600. Default: 6, as printers announce themselves every 5.",
            defaultValue = "6")
    private long seconds;

    @Option(
            names = "--interface",
            paramLabel = "NAME",
            description = "With --scan: search on this network interface only.")
    private @Nullable String nic;

    @Option(
            names = "--write",
            description = "Write the entries into farm.yaml, and the codes of a table to their files.")
    private boolean write;

    @Option(names = "--json", description = "Print {\"lines\", \"notes\", \"problems\", \"written\"}.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        if (seconds < 1 || seconds > Clients.LONGEST_DISCOVERY.toSeconds()) {
            throw usage("--seconds: expected 1 to " + Clients.LONGEST_DISCOVERY.toSeconds() + ", got " + seconds);
        }
        Path table = csv;
        if (scan == (table != null)) {
            throw usage("expected either --scan or --csv FILE");
        }
        FarmSource source = source();
        MachineProposal found = table == null
                ? MachineScan.add(source, Duration.ofSeconds(seconds), nic, write)
                : MachineCsv.add(source, table, write);
        if (json || isJsonAbove()) {
            screen.json(found);
        } else {
            print(screen, found);
        }
        return found.problems().isEmpty() ? ExitCodes.FINE : ExitCodes.FAILED;
    }

    private void print(Console screen, MachineProposal found) {
        found.problems().forEach(problem -> screen.note("error: " + problem));
        if (found.problems().isEmpty()) {
            screen.line("machines:");
            found.lines().forEach(line -> screen.line("  " + SafeText.line(line)));
        }
        found.notes().forEach(note -> screen.note(SafeText.line(note)));
        if (found.written()) {
            screen.note("written; a farm that runs takes it over with ./farm reload");
        } else if (write && found.problems().isEmpty()) {
            screen.note("nothing was written");
        }
    }
}
