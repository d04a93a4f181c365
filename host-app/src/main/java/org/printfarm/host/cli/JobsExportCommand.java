package org.printfarm.host.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.Transfers;
import org.printfarm.host.view.JobView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farm jobs export}. */
@Command(
        name = "export",
        description = "Write a job's file somewhere else, whole or not at all. A file that is there is replaced.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ./farm jobs export 12 cube.gcode.3mf"})
final class JobsExportCommand implements Callable<Integer> {

    private final JobsCommand jobs;

    @Mixin
    private FarmOption farm;

    @Parameters(index = "0", paramLabel = "ID", description = "The job's number.")
    private String id;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file to write; its folder must be there.")
    private Path file;

    @Option(names = "--json", description = "Print {\"id\", \"file\", \"bytes\"}.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    JobsExportCommand(JobsCommand jobs) {
        this.jobs = jobs;
    }

    @Override
    public Integer call() throws FarmException {
        if (Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), "FILE is a folder; name the file in it");
        }
        Console screen = new Console(spec);
        JobView.Exported exported = Transfers.export(jobs.source(farm), id, file);
        if (json || jobs.isJson()) {
            screen.json(exported);
        } else {
            screen.line("job " + exported.id() + ": " + exported.bytes() + " bytes in " + exported.file());
        }
        return ExitCodes.FINE;
    }
}
