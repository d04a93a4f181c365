package org.printfarm.host.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
    private FarmSource source;

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
    public Integer call() {
        if (Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), "FILE is a folder; name the file in it");
        }
        Console screen = new Console(spec);
        return jobs.run(source, screen, archive -> {
            if (!archive.export(id, file)) {
                return JobsCommand.notFound(screen, id);
            }
            Row row = new Row(id, file.toString(), Files.size(file));
            if (json || jobs.isJson()) {
                screen.json(row);
            } else {
                screen.line("job " + row.id() + ": " + row.bytes() + " bytes in " + row.file());
            }
            return ExitCodes.FINE;
        });
    }

    private record Row(String id, String file, long bytes) {}
}
