package org.printfarm.host.cli;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.view.HistoryView;
import org.printfarm.host.view.JobQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm history}. */
@Command(
        name = "history",
        description = {
            "Print every try to print something that is over, as CSV: hours, grams and result for each machine, user and "
                    + "printer. Those whose job was deleted are in it too.",
            "Grams are those that the file says."
        },
        footer = {
            "",
            "Examples:",
            "  ./farm history > all.csv",
            "  ./farm history --from 2026-11-01 --to 2026-12-01 > november.csv"
        })
final class HistoryCommand extends OneFarmCommand {

    private static final List<String> HEADINGS = List.of(
            "id", "job", "printer", "machine", "user", "file", "plate", "started", "ended", "hours", "grams", "result");

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Only what ended since 2026-11-01 (midnight UTC), 2026-11-01T08:00:00Z, or for the last 7d.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only what ended before this.")
    private @Nullable String to;

    @Option(
            names = "--json",
            description =
                    "Print [{\"id\", \"job\", \"printer\", \"machine\", \"user\", \"file\", \"plate\", \"started\", "
                            + "\"ended\", \"hours\", \"grams\", \"result\"}] instead.")
    private boolean json;

    /** A page at a time, so that it costs the same memory however much there is. */
    @Override
    int run(Console screen) throws FarmException {
        Instant now = Instant.now();
        String begin = from == null
                ? null
                : TimeText.before(now, from, "--from", spec()).toString();
        String end =
                to == null ? null : TimeText.before(now, to, "--to", spec()).toString();
        try (Farm asked = open()) {
            screen.line(json ? "[" : Csv.line(HEADINGS));
            long after = 0;
            List<HistoryView> page;
            do {
                page = asked.history(new HistoryView.Query(begin, end, after, JobQuery.MAX_LIMIT));
                for (HistoryView print : page) {
                    show(screen, print, after == 0);
                    after = print.id();
                }
            } while (page.size() == JobQuery.MAX_LIMIT);
            if (json) {
                screen.line("]");
            }
            return ExitCodes.FINE;
        }
    }

    private void show(Console screen, HistoryView print, boolean first) {
        if (json) {
            if (!first) {
                screen.line(",");
            }
            screen.jsonLine(print);
            return;
        }
        screen.line(Csv.line(List.of(
                Long.toString(print.id()),
                print.job(),
                print.printer(),
                print.machine(),
                print.user(),
                print.file(),
                print.plate() == null ? "" : print.plate().toString(),
                print.started() == null ? "" : print.started(),
                print.ended(),
                Double.toString(print.hours()),
                Double.toString(print.grams()),
                print.result())));
    }
}
