package org.printfarm.host.cli;

import java.util.List;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What people do with a job in a queue: {@code farm queue move}, {@code priority}, {@code copies}, {@code plates}, {@code reprint}. */
abstract class QueueActionCommand extends OneFarmCommand {

    @Parameters(index = "0", paramLabel = "JOB", description = "The job's number.")
    private String id;

    @Option(names = "--json", description = "Print the jobs that it is about as in the list of jobs.")
    private boolean json;

    /** Where to, how much, which or from what. */
    abstract String value();

    @Override
    int run(Console screen) throws FarmException {
        try (Farm asked = open()) {
            return screen.result(json || isJsonAbove(), asked.queueAction(id, spec().name(), value()), jobs -> {
                jobs.forEach(job -> screen.line("job " + job.id() + ": " + job.state() + "; " + JobTable.note(job)));
            });
        }
    }

    /** {@code farm queue move}. */
    @Command(
            name = "move",
            description = "Move a waiting job to another place in its queue. It takes over the priority there.",
            footer = {"", "Examples:", "  ./farm queue move 12 1"})
    static final class Move extends QueueActionCommand {

        @Parameters(index = "1", paramLabel = "PLACE", description = "From 1; beyond the last is the last.")
        private String place;

        @Override
        String value() {
            return place;
        }
    }

    /** {@code farm queue priority}. */
    @Command(
            name = "priority",
            description = "Give a waiting job another priority: the higher the sooner.",
            footer = {"", "Examples:", "  ./farm queue priority 12 5", "  ./farm queue priority 12 -- -5"})
    static final class Priority extends QueueActionCommand {

        @Parameters(
                index = "1",
                paramLabel = "PRIORITY",
                description = "From -100 to 100; 0 unless somebody says otherwise.")
        private String priority;

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
            footer = {"", "Examples:", "  ./farm queue copies 12 10"})
    static final class Copies extends QueueActionCommand {

        @Parameters(index = "1", paramLabel = "QUANTITY", description = "2 to 100.")
        private String quantity;

        @Override
        String value() {
            return quantity;
        }
    }

    /** {@code farm queue plates}. */
    @Command(
            name = "plates",
            description = "Print further plates of a job's file, each as a job of its own.",
            footer = {"", "Examples:", "  ./farm queue plates 12 all", "  ./farm queue plates 12 2,3"})
    static final class Plates extends QueueActionCommand {

        @Parameters(index = "1", paramLabel = "PLATES", description = "Their numbers with commas between, or all.")
        private String plates;

        @Override
        String value() {
            return plates;
        }
    }

    /** {@code farm queue reprint}. */
    @Command(
            name = "reprint",
            description = "Print a kept job once more, as it was or with another filament of the same material.",
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

        @Override
        String value() {
            return String.join(" ", filaments);
        }
    }
}
