package org.printfarm.host.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farm jobs delete}. */
@Command(
        name = "delete",
        description = "Delete a job, and its file unless another job has the same content.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ./farm jobs delete 12"})
final class JobsDeleteCommand implements Callable<Integer> {

    private final JobsCommand jobs;

    @Mixin
    private FarmSource source;

    @Parameters(paramLabel = "ID", description = "The job's number.")
    private String id;

    @Option(names = "--json", description = "Print {\"id\", \"deleted\"}.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    JobsDeleteCommand(JobsCommand jobs) {
        this.jobs = jobs;
    }

    @Override
    public Integer call() {
        Console screen = new Console(spec);
        return jobs.run(source, screen, archive -> {
            if (!archive.delete(id)) {
                return JobsCommand.notFound(screen, id);
            }
            if (json || jobs.isJson()) {
                screen.json(new Row(id, true));
            } else {
                screen.line("job " + id + ": deleted");
            }
            return ExitCodes.FINE;
        });
    }

    private record Row(String id, boolean deleted) {}
}
