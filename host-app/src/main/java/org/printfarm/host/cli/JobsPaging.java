package org.printfarm.host.cli;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.app.JobDocuments;
import org.printfarm.host.view.JobQuery;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code farm jobs} that say which jobs, and how many. */
final class JobsPaging {

    private static final String STATES =
            "received, held, queued, assigned, sending, starting, printing, paused, done, failed or cancelled";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--printer", paramLabel = "ID", description = "Only this printer's.")
    private @Nullable String printer;

    @Option(names = "--state", paramLabel = "STATE", description = "Only those that are " + STATES + ".")
    private @Nullable String state;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only those received since 2026-11-27T08:00:00Z, or for the last 90m, 12h or 7d.")
    private @Nullable String since;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many, the newest (1 to 1000, default ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Option(names = "--before", paramLabel = "JOB", description = "The page before this job.")
    private @Nullable String before;

    /** What was asked for; throws {@link ParameterException} for what cannot be meant. */
    JobQuery query(Instant now) {
        if (limit < 1 || limit > JobQuery.MAX_LIMIT) {
            throw mistake("--limit: expected 1 to " + JobQuery.MAX_LIMIT);
        }
        String word = state == null ? null : state.toLowerCase(Locale.ROOT);
        if (word != null && !JobDocuments.states().contains(word)) {
            throw mistake("--state: expected " + STATES);
        }
        return new JobQuery(
                printer,
                word,
                since == null
                        ? null
                        : TimeText.before(now, since, "--since", spec).toString(),
                before,
                limit);
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
