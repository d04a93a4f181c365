package org.printfarm.host.cli;

import java.util.List;
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

/** What people do with a job in a queue: {@code farm queue move}, {@code priority}, {@code copies}, {@code plates}, {@code reprint}. */
abstract class QueueActionCommand implements Callable<Integer> {

    private final QueueCommand queue;

    @Mixin
    private FarmOption farm;

    @Parameters(index = "0", paramLabel = "JOB", description = "The job's number.")
    private String id;

    @Option(names = "--json", description = "Print the jobs that it is about as in the list of jobs.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    QueueActionCommand(QueueCommand queue) {
        this.queue = queue;
    }

    /** Where to, how much, which or from what. */
    abstract String value();

    @Override
    public Integer call() throws FarmException {
        Console screen = new Console(spec);
        try (Farm asked = Farms.open(queue.source(farm))) {
            List<JobView> jobs = asked.queueAction(id, spec.name(), value());
            if (json || queue.isJson()) {
                screen.json(jobs);
            } else {
                jobs.forEach(job -> screen.line("job " + job.id() + ": " + job.state() + "; " + JobTable.note(job)));
            }
            return ExitCodes.FINE;
        }
    }

    /** {@code farm queue move}. */
    @Command(
            name = "move",
            description = "Move a waiting job to another place in its queue. It takes over the priority there.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ./farm queue move 12 1"})
    static final class Move extends QueueActionCommand {

        @Parameters(index = "1", paramLabel = "PLACE", description = "From 1; beyond the last is the last.")
        private String place;

        Move(QueueCommand queue) {
            super(queue);
        }

        @Override
        String value() {
            return place;
        }
    }

    /** {@code farm queue priority}. */
    @Command(
            name = "priority",
            description = "Give a waiting job another priority: the higher the sooner.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ./farm queue priority 12 5", "  ./farm queue priority 12 -- -5"})
    static final class Priority extends QueueActionCommand {

        @Parameters(
                index = "1",
                paramLabel = "PRIORITY",
                description = "From -100 to 100; 0 unless somebody says otherwise.")
        private String priority;

        Priority(QueueCommand queue) {
            super(queue);
        }

        @Override
        String value() {
            return priority;
        }
    }

    /** {@code farm queue copies}. */
    @Command(
            name = "copies",
            description =
                    "Print a job so many times in all. Each is a job of its own, and one that fails is still owed.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ./farm queue copies 12 10"})
    static final class Copies extends QueueActionCommand {

        @Parameters(index = "1", paramLabel = "QUANTITY", description = "2 to 100.")
        private String quantity;

        Copies(QueueCommand queue) {
            super(queue);
        }

        @Override
        String value() {
            return quantity;
        }
    }

    /** {@code farm queue plates}. */
    @Command(
            name = "plates",
            description = "Print further plates of a job's file, each as a job of its own.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ./farm queue plates 12 all", "  ./farm queue plates 12 2,3"})
    static final class Plates extends QueueActionCommand {

        @Parameters(index = "1", paramLabel = "PLATES", description = "Their numbers with commas between, or all.")
        private String plates;

        Plates(QueueCommand queue) {
            super(queue);
        }

        @Override
        String value() {
            return plates;
        }
    }

    /** {@code farm queue reprint}. */
    @Command(
            name = "reprint",
            description = "Print a kept job once more, as it was or with another filament of the same material.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Examples:",
                "  ./farm queue reprint 12",
                "  ./farm queue reprint 12 1=PLA:0000FF 2=PLA:FFFFFF:GFL99"
            })
    static final class Reprint extends QueueActionCommand {

        @Parameters(
                index = "1..*",
                paramLabel = "FILAMENT",
                description =
                        "The filament's number in the file, and =MATERIAL:COLOUR:PRESET; colour and preset may be left out.")
        private List<String> filaments = List.of();

        Reprint(QueueCommand queue) {
            super(queue);
        }

        @Override
        String value() {
            return String.join(" ", filaments);
        }
    }
}
