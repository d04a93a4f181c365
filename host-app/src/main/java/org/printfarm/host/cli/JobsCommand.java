package org.printfarm.host.cli;

import java.time.Instant;
import java.util.List;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.view.JobQuery;
import org.printfarm.host.view.JobView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code farm jobs}: the list, and what its commands below have in common. */
@Command(
        name = "jobs",
        subcommands = {
            JobsShowCommand.class,
            JobsExportCommand.class,
            JobsDeleteCommand.class,
            JobActionCommand.Send.class,
            JobActionCommand.Hold.class,
            JobActionCommand.Release.class,
            JobActionCommand.Retry.class,
            JobActionCommand.Cancel.class
        },
        description = "List the newest received jobs, oldest first. Works whether the farm runs or not.",
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
final class JobsCommand extends OneFarmCommand {

    @Mixin
    private JobsPaging paging;

    @Option(
            names = "--json",
            description =
                    "Print [{\"id\", \"printer\", \"file\", \"sha256\", \"bytes\", \"plates\", \"plate\", \"options\", "
                            + "\"state\", \"received\", \"from\", \"repeat-of\", \"warning\", \"refused\", \"damaged\", \"machine\", "
                            + "\"reason\"}].")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        JobQuery query = paging.query(Instant.now());
        try (Farm asked = open()) {
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
}
