package org.printfarm.host.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.Transfers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm jobs export}. */
@Command(
        name = "export",
        description = "Write a job's file somewhere else, whole or not at all. A file that is there is replaced.",
        footer = {"", "Examples:", "  ./farm jobs export 12 cube.gcode.3mf"})
final class JobsExportCommand extends OneFarmCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "The job's number.")
    private String id;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file to write; its folder must be there.")
    private Path file;

    @Option(names = "--json", description = "Print {\"id\", \"file\", \"bytes\"}.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        if (Files.isDirectory(file)) {
            throw usage("FILE is a folder; name the file in it");
        }
        return screen.result(
                json || isJsonAbove(),
                Transfers.export(source(), id, file),
                exported ->
                        screen.line("job " + exported.id() + ": " + exported.bytes() + " bytes in " + exported.file()));
    }
}
