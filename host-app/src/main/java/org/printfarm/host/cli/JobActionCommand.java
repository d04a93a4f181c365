package org.printfarm.host.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

/** What people do with a job on its way: {@code farm jobs send}, {@code hold}, {@code release}, {@code retry}, {@code cancel}. */
abstract class JobActionCommand implements Callable<Integer> {

    private final JobsCommand jobs;

    @Mixin
    private FarmOption farm;

    @Parameters(index = "0", paramLabel = "ID", description = "The job's number.")
    private String id;

    @Option(names = "--json", description = "Print the job as in the list.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    JobActionCommand(JobsCommand jobs) {
        this.jobs = jobs;
    }

    /** Where to; empty for the machine of the job's printer. */
    String machine() {
        return "";
    }

    /** What is done. */
    String action() {
        return spec.name();
    }

    @Override
    public Integer call() throws FarmException {
        Console screen = new Console(spec);
        try (Farm asked = Farms.open(jobs.source(farm))) {
            JobView after = asked.jobAction(id, action(), machine());
            if (json || jobs.isJson()) {
                screen.json(after);
            } else {
                screen.line("job " + after.id() + ": " + after.state() + "; " + JobTable.note(after));
            }
            return ExitCodes.FINE;
        }
    }

    /** {@code farm jobs send}. */
    @Command(
            name = "send",
            description = {
                "Send a stored job to a machine or a pool, to be printed there as soon as it is free.",
                "A job of a pool is sent only to a machine that can print it."
            },
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Examples:",
                "  ./farm jobs send 12",
                "  ./farm jobs send 12 left",
                "  ./farm jobs send 12 left --anyway"
            })
    static final class Send extends JobActionCommand {

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "MACHINE",
                description = "The id of a machine or pool. Default: the one that the job's printer sends to.")
        private @Nullable String machine;

        @Option(names = "--anyway", description = "Whatever speaks against it there; this is recorded.")
        private boolean anyway;

        Send(JobsCommand jobs) {
            super(jobs);
        }

        @Override
        String machine() {
            return machine == null ? "" : machine;
        }

        @Override
        String action() {
            return anyway ? "send-anyway" : "send";
        }
    }

    /** {@code farm jobs hold}. */
    @Command(
            name = "hold",
            description = "Keep a queued job from being sent.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ./farm jobs hold 12"})
    static final class Hold extends JobActionCommand {
        Hold(JobsCommand jobs) {
            super(jobs);
        }
    }

    /** {@code farm jobs release}. */
    @Command(
            name = "release",
            description = "Let a held job wait for its machine.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ./farm jobs release 12"})
    static final class Release extends JobActionCommand {
        Release(JobsCommand jobs) {
            super(jobs);
        }
    }

    /** {@code farm jobs retry}. */
    @Command(
            name = "retry",
            description = "Print a job once more that ended, or whose start is not known to have happened.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ./farm jobs retry 12"})
    static final class Retry extends JobActionCommand {
        Retry(JobsCommand jobs) {
            super(jobs);
        }
    }

    /** {@code farm jobs cancel}. */
    @Command(
            name = "cancel",
            description = "Take a job out of the queue, break its delivery off, or stop its print.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ./farm jobs cancel 12"})
    static final class Cancel extends JobActionCommand {
        Cancel(JobsCommand jobs) {
            super(jobs);
        }
    }
}
