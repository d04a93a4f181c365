package org.printfarm.host.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.client.SafeText;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.threemf.SlicedContents.Filament;
import org.printfarm.host.job.threemf.SlicedContents.Plate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farm jobs show}. */
@Command(
        name = "show",
        description = "Show everything that is known of a job, its plates and filaments included.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ./farm jobs show 12", "  ./farm jobs show 12 --json"})
final class JobsShowCommand implements Callable<Integer> {

    private final JobsCommand jobs;

    @Mixin
    private FarmSource source;

    @Parameters(paramLabel = "ID", description = "The job's number.")
    private String id;

    @Option(
            names = "--json",
            description =
                    "Print {\"job\", \"request\", \"md5\", \"model\", \"plates\": [{\"number\", \"printSeconds\", \"filaments\", "
                            + "\"thumbnail\"}]}; \"job\" is as in the list, "
                            + "\"request\" the text of the message that asked for the print.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    JobsShowCommand(JobsCommand jobs) {
        this.jobs = jobs;
    }

    @Override
    public Integer call() {
        Console screen = new Console(spec);
        return jobs.run(source, screen, archive -> {
            Optional<Job> job = archive.find(id);
            if (job.isEmpty()) {
                return JobsCommand.notFound(screen, id);
            }
            if (json || jobs.isJson()) {
                screen.json(Details.of(job.get(), archive.message(id).orElse(null)));
            } else {
                print(screen, job.get());
            }
            return ExitCodes.FINE;
        });
    }

    private static void print(Console screen, Job job) {
        JobRow row = JobRow.of(job);
        screen.line("job       " + row.id() + " (" + row.state() + ")");
        screen.line("printer   " + row.printer());
        screen.line("file      " + SafeText.line(row.file()));
        screen.line("bytes     " + row.bytes());
        screen.line("sha256    " + row.sha256());
        screen.line("md5       " + job.content().md5());
        screen.line("received  " + row.received() + " from " + row.from());
        screen.line("plate     " + job.plate().map(String::valueOf).orElse("-"));
        screen.line("options   " + (row.options().isEmpty() ? "-" : row.optionsText()));
        screen.line("note      " + (row.note().isEmpty() ? "-" : row.note()));
        screen.line("model     " + SafeText.line(models(job)));
        for (Plate plate : job.content().contents().plates()) {
            screen.line("plate " + plate.number() + ": " + plate.printSeconds() + " s"
                    + plate.filaments().stream().map(JobsShowCommand::text).collect(Collectors.joining()));
        }
    }

    private static String models(Job job) {
        return String.join(", ", job.content().contents().printerModels());
    }

    private static String text(Filament filament) {
        return String.format(
                Locale.ROOT,
                ", %.2f g %s %s",
                filament.grams(),
                SafeText.line(filament.type()),
                SafeText.line(filament.color()));
    }

    private record Details(JobRow job, @Nullable String request, String md5, String model, List<Plate> plates) {
        static Details of(Job job, @Nullable String request) {
            return new Details(
                    JobRow.of(job),
                    request,
                    job.content().md5(),
                    models(job),
                    job.content().contents().plates());
        }
    }
}
