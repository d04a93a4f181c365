package org.printfarm.host.cli;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.FarmSource;
import org.printfarm.host.app.Farms;
import org.printfarm.host.view.JobQuery;
import org.printfarm.host.view.JobView;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm jobs}: the list, and what its commands below have in common. */
@Command(
        name = "jobs",
        description = "List the newest received jobs, oldest first. Works whether the farm runs or not.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./farm jobs",
            "  ./farm jobs -c workshop.yaml --json",
            "  ./farm jobs --printer bay-1 --state done --since 7d",
            "  ./farm jobs --limit 50 --before 812",
            "  ./farm jobs show 12",
            "  ./farm jobs export 12 cube.gcode.3mf",
            "  ./farm jobs delete 12",
            "  ./farm jobs send 12 left",
            "  ./farm jobs cancel 12"
        })
final class JobsCommand implements Callable<Integer> {

    @Mixin
    private FarmOption farm;

    @Mixin
    private JobsPaging paging;

    @Option(
            names = "--json",
            description =
                    "Print [{\"id\", \"printer\", \"file\", \"sha256\", \"bytes\", \"plates\", \"plate\", \"options\", "
                            + "\"state\", \"received\", \"from\", \"repeat-of\", \"warning\", \"refused\", \"damaged\", \"machine\", "
                            + "\"reason\"}].")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private JobsCommand() {}

    /** The command with those below it. */
    static CommandLine commandLine() {
        JobsCommand jobs = new JobsCommand();
        return new CommandLine(jobs)
                .addSubcommand(new JobsShowCommand(jobs))
                .addSubcommand(new JobsExportCommand(jobs))
                .addSubcommand(new JobsDeleteCommand(jobs))
                .addSubcommand(new JobActionCommand.Send(jobs))
                .addSubcommand(new JobActionCommand.Hold(jobs))
                .addSubcommand(new JobActionCommand.Release(jobs))
                .addSubcommand(new JobActionCommand.Retry(jobs))
                .addSubcommand(new JobActionCommand.Cancel(jobs));
    }

    @Override
    public Integer call() throws FarmException {
        Console screen = new Console(spec);
        JobQuery query = paging.query(Instant.now());
        try (Farm asked = Farms.open(farm.source())) {
            List<JobView> jobs = asked.jobs(query);
            if (json) {
                screen.json(jobs);
            } else {
                screen.table(
                        JobTable.HEADINGS, jobs.stream().map(JobTable::cells).toList());
            }
            if (jobs.size() == query.limit()) {
                screen.note("the page is full; for what came before: --before "
                        + jobs.get(0).id());
            }
            return ExitCodes.FINE;
        }
    }

    /** Whether JSON was asked for here, before the name of a command below. */
    boolean isJson() {
        return json;
    }

    /** The farm that was named, here or below. */
    FarmSource source(FarmOption below) {
        return below.or(farm);
    }
}
