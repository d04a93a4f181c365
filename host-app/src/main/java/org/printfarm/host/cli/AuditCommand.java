package org.printfarm.host.cli;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.AuditView;
import org.printfarm.host.view.JobQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm audit}. */
@Command(
        name = "audit",
        description = "Who did what: each change, and what was refused. Kept for 400 days.",
        footer = {
            "",
            "The owner of the data folder, who needs no password, is called owner.",
            "",
            "Examples:",
            "  ./farm audit --since 7d",
            "  ./farm audit --by anna --limit 20"
        })
final class AuditCommand extends OneFarmCommand {

    @Option(names = "--by", paramLabel = "NAME", description = "Only what this user, or the holder of this key, did.")
    private @Nullable String caller;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what was done since 2026-11-27T08:00:00Z, or for the last 90m, 12h or 7d.")
    private @Nullable String since;

    @Option(names = "--before", paramLabel = "ID", description = "The page before this line.")
    private @Nullable Long before;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many, the newest (1 to 1000, default ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Option(
            names = "--json",
            description =
                    "Print [{\"id\", \"at\", \"caller\", \"way\", \"verb\", \"target\", \"outcome\"}], the oldest first.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        if (limit < 1 || limit > JobQuery.MAX_LIMIT) {
            throw usage("--limit: expected 1 to " + JobQuery.MAX_LIMIT);
        }
        String from = since == null
                ? null
                : TimeText.before(Instant.now(), since, "--since", spec()).toString();
        try (Farm asked = open()) {
            List<AuditView> lines = asked.audit(new AuditView.Query(caller, from, before, limit));
            if (json) {
                screen.json(lines);
                return ExitCodes.FINE;
            }
            screen.table(
                    List.of("ID", "AT", "WHO", "BY", "DID", "TO", "OUTCOME"),
                    lines.stream()
                            .map(line -> List.of(
                                    Long.toString(line.id()),
                                    line.at(),
                                    SafeText.name(line.caller()),
                                    line.way(),
                                    line.verb(),
                                    SafeText.line(line.target()),
                                    line.outcome()))
                            .toList());
            if (lines.size() == limit) {
                screen.note("older ones: --before " + lines.get(0).id());
            }
            return ExitCodes.FINE;
        }
    }
}
