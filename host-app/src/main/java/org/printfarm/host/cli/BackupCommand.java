package org.printfarm.host.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.Transfers;
import org.printfarm.host.view.BackupView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm backup}. */
@Command(
        name = "backup",
        description =
                "Write the farm's data folder into one zip, while it runs or not. Keep the zip as safe as the folder: "
                        + "it holds the CA's key.",
        footer = {"", "Examples:", "  ./farm backup /mnt/nas/farm-2026-11-27.zip"})
final class BackupCommand extends OneFarmCommand {

    @Parameters(
            paramLabel = "FILE",
            description = "The zip to write; its folder must be there. One that is there is replaced.")
    private Path file;

    @Option(names = "--json", description = "Print {\"files\", \"damaged\", \"bytes\"}.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        if (Files.isDirectory(file)) {
            throw usage("FILE is a folder; name the file in it");
        }
        BackupView written = Transfers.backup(source(), file);
        if (json) {
            screen.json(written);
        } else {
            screen.line(written.files() + " stored files, " + written.bytes() + " bytes in " + file);
        }
        if (written.damaged() > 0) {
            screen.note("warning: " + written.damaged() + " stored files are damaged on the disk: send them again");
            return ExitCodes.FAILED;
        }
        return ExitCodes.FINE;
    }
}
