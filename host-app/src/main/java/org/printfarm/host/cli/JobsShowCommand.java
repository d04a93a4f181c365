package org.printfarm.host.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.JobView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm jobs show}. */
@Command(
        name = "show",
        description = "Show everything that is known of a job, its plates and filaments included.",
        footer = {"", "Examples:", "  ./farm jobs show 12", "  ./farm jobs show 12 --json"})
final class JobsShowCommand extends OneFarmCommand {

    @Parameters(paramLabel = "ID", description = "The job's number.")
    private String id;

    @Option(
            names = "--json",
            description =
                    "Print {\"job\", \"request\", \"md5\", \"model\", \"plates\": [{\"number\", \"printSeconds\", \"filaments\", "
                            + "\"thumbnail\"}], \"steps\": [{\"at\", \"state\", \"machine\", \"attempt\", \"reason\"}]}; \"job\" is as in the list, "
                            + "\"request\" the text of the message that asked for the print.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        try (Farm asked = open()) {
            return screen.result(json || isJsonAbove(), asked.job(id), details -> print(screen, details));
        }
    }

    private static void print(Console screen, JobView.Details details) {
        JobView row = details.job();
        screen.line("job       " + row.id() + " (" + row.state() + ")");
        screen.line("printer   " + row.printer());
        screen.line("file      " + SafeText.line(row.file()));
        screen.line("bytes     " + row.bytes());
        screen.line("sha256    " + row.sha256());
        screen.line("md5       " + details.md5());
        screen.line("received  " + row.received() + " from " + row.from());
        screen.line("plate     " + (row.plate() == null ? "-" : row.plate()));
        screen.line("options   " + (row.options().isEmpty() ? "-" : JobTable.options(row)));
        screen.line("note      " + JobTable.note(row));
        screen.line("model     " + SafeText.line(details.model()));
        for (JobView.Plate plate : details.plates()) {
            screen.line("plate " + plate.number() + ": " + plate.printSeconds() + " s"
                    + plate.filaments().stream().map(JobsShowCommand::text).collect(Collectors.joining()));
        }
        for (JobView.Step step : details.steps()) {
            screen.line(step.at() + " " + step.state()
                    + (step.machine() == null ? "" : " on " + step.machine())
                    + (step.attempt() == null ? "" : " as " + step.attempt())
                    + (step.reason() == null ? "" : ": " + SafeText.line(step.reason())));
        }
    }

    private static String text(JobView.Filament filament) {
        return String.format(
                Locale.ROOT,
                ", %.2f g %s %s",
                filament.grams(),
                SafeText.line(filament.type()),
                SafeText.line(filament.color()));
    }
}
