package org.printfarm.host.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.Transfers;
import org.printfarm.host.view.BackupView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farm backup}. */
@Command(
        name = "backup",
        description =
                "Write the farm's data folder into one zip, while it runs or not. Keep the zip as safe as the folder: "
                        + "it holds the CA's key.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ./farm backup /mnt/nas/farm-2026-11-27.zip"})
final class BackupCommand implements Callable<Integer> {

    @Mixin
    private FarmOption farm;

    @Parameters(
            paramLabel = "FILE",
            description = "The zip to write; its folder must be there. One that is there is replaced.")
    private Path file;

    @Option(names = "--json", description = "Print {\"files\", \"damaged\", \"bytes\"}.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    BackupCommand() {}

    @Override
    public Integer call() throws FarmException {
        if (Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), "FILE is a folder; name the file in it");
        }
        Console screen = new Console(spec);
        BackupView written = Transfers.backup(farm.source(), file);
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
