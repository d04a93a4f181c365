package org.printfarm.host.cli;

import java.nio.file.Path;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.Transfers;
import org.printfarm.host.view.BackupView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm restore}. */
@Command(
        name = "restore",
        description =
                "Put a backup back, while the farm runs or not: its jobs take the place of all that are there; other "
                        + "files are written only where there is none.",
        footer = {"", "Examples:", "  ./farm restore /mnt/nas/farm-2026-11-27.zip"})
final class RestoreCommand extends OneFarmCommand {

    @Parameters(paramLabel = "FILE", description = "What ./farm backup wrote.")
    private Path file;

    @Option(names = "--json", description = "Print {\"jobs\", \"lost\", \"kept\"}.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        BackupView.Restored restored = Transfers.restore(source(), file);
        if (json) {
            screen.json(restored);
        } else {
            screen.line(restored.jobs() + " jobs are there again");
            restored.kept().forEach(kept -> screen.line("stays as it is: " + kept));
        }
        if (restored.lost() > 0) {
            screen.note("warning: " + restored.lost() + " jobs are lost: their files were not whole in the backup");
            return ExitCodes.FAILED;
        }
        return ExitCodes.FINE;
    }
}
