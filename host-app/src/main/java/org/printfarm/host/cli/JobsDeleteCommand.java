package org.printfarm.host.cli;

import java.util.concurrent.Callable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.Farms;
import org.printfarm.host.view.JobView;
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
    private FarmOption farm;

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
    public Integer call() throws FarmException {
        Console screen = new Console(spec);
        try (Farm asked = Farms.open(jobs.source(farm))) {
            JobView.Deleted deleted = asked.deleteJob(id);
            if (json || jobs.isJson()) {
                screen.json(deleted);
            } else {
                screen.line("job " + id + ": deleted");
            }
            return ExitCodes.FINE;
        }
    }
}
