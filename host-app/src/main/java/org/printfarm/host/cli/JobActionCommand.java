package org.printfarm.host.cli;

import org.jspecify.annotations.Nullable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What people do with a job on its way: {@code farm jobs send}, {@code hold}, {@code release}, {@code retry}, {@code cancel}. */
abstract class JobActionCommand extends OneFarmCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "The job's number.")
    private String id;

    @Option(names = "--json", description = "Print the job as in the list.")
    private boolean json;

    /** Where to; empty for the machine of the job's printer. */
    String machine() {
        return "";
    }

    /** What is done. */
    String action() {
        return spec().name();
    }

    @Override
    int run(Console screen) throws FarmException {
        try (Farm asked = open()) {
            return screen.result(json || isJsonAbove(), asked.jobAction(id, action(), machine()), after -> {
                screen.line("job " + after.id() + ": " + after.state() + "; " + JobTable.note(after));
            });
        }
    }

    /** {@code farm jobs send}. */
    @Command(
            name = "send",
            description = {
                "Send a stored job to a machine or a pool, to be printed there as soon as it is free.",
                "A job of a pool is sent only to a machine that can print it."
            },
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
            footer = {"", "Examples:", "  ./farm jobs hold 12"})
    static final class Hold extends JobActionCommand {}

    /** {@code farm jobs release}. */
    @Command(
            name = "release",
            description = "Let a held job wait for its machine.",
            footer = {"", "Examples:", "  ./farm jobs release 12"})
    static final class Release extends JobActionCommand {}

    /** {@code farm jobs retry}. */
    @Command(
            name = "retry",
            description = "Print a job once more that ended, or whose start is not known to have happened.",
            footer = {"", "Examples:", "  ./farm jobs retry 12"})
    static final class Retry extends JobActionCommand {}

    /** {@code farm jobs cancel}. */
    @Command(
            name = "cancel",
            description = "Take a job out of the queue, break its delivery off, or stop its print.",
            footer = {"", "Examples:", "  ./farm jobs cancel 12"})
    static final class Cancel extends JobActionCommand {}
}
