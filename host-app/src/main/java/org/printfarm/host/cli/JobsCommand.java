package org.printfarm.host.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.printfarm.host.client.SafeText;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.job.store.JobFilter;
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
            "  ./farm jobs delete 12"
        })
final class JobsCommand implements Callable<Integer> {

    @Mixin
    private FarmSource source;

    @Mixin
    private JobsPaging paging;

    @Option(
            names = "--json",
            description =
                    "Print [{\"id\", \"printer\", \"file\", \"sha256\", \"bytes\", \"plates\", \"plate\", \"options\", "
                            + "\"state\", \"received\", \"from\", \"repeat-of\", \"warning\", \"refused\", \"damaged\"}].")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** What a command does with the jobs; the result is the exit status. */
    interface Work {
        int with(JobArchive archive) throws IOException;
    }

    private JobsCommand() {}

    /** The command with those below it. */
    static CommandLine commandLine() {
        JobsCommand jobs = new JobsCommand();
        return new CommandLine(jobs)
                .addSubcommand(new JobsShowCommand(jobs))
                .addSubcommand(new JobsExportCommand(jobs))
                .addSubcommand(new JobsDeleteCommand(jobs));
    }

    @Override
    public Integer call() {
        Console screen = new Console(spec);
        JobFilter filter = paging.filter(Instant.now());
        return run(source, screen, archive -> {
            List<JobRow> rows = archive.list(filter).stream().map(JobRow::of).toList();
            if (json) {
                screen.json(rows);
            } else {
                screen.table(JobRow.HEADINGS, rows.stream().map(JobRow::cells).toList());
            }
            if (rows.size() == filter.limit()) {
                screen.note("the page is full; for what came before: --before "
                        + rows.get(0).id());
            }
            return ExitCodes.FINE;
        });
    }

    /** Whether JSON was asked for here, before the name of a command below. */
    boolean isJson() {
        return json;
    }

    /** Opens the jobs of the farm that was named, here or below, and tells what goes wrong. */
    int run(FarmSource below, Console screen, Work work) {
        return DataFolderWork.run(below.or(source), screen, data -> {
            try (JobArchive archive = JobArchive.open(data)) {
                return work.with(archive);
            }
        });
    }

    /** Says that there is no such job. */
    static int notFound(Console screen, String id) {
        screen.note("error: there is no job " + SafeText.line(id) + "; ./farm jobs lists them");
        return ExitCodes.FAILED;
    }
}
