package org.printfarm.host.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.JobView;

/** A job as a row of the table. */
final class JobTable {

    static final List<String> HEADINGS = List.of(
            "ID",
            "PRINTER",
            "FILE",
            "SHA256",
            "BYTES",
            "PLATES",
            "PLATE",
            "OPTIONS",
            "STATE",
            "RECEIVED",
            "FROM",
            "NOTE");

    /** Digits of a hash that tell files apart in a table. */
    private static final int SHORT_HASH = 12;

    /** Characters of the options in a table. */
    private static final int SHORT_OPTIONS = 40;

    private JobTable() {}

    /** The cells under {@link #HEADINGS}. */
    static List<String> cells(JobView job) {
        return List.of(
                job.id(),
                job.printer(),
                SafeText.line(job.file()),
                job.sha256().substring(0, SHORT_HASH),
                Long.toString(job.bytes()),
                job.plates().isEmpty()
                        ? "-"
                        : job.plates().stream().map(String::valueOf).collect(Collectors.joining(",")),
                job.plate() == null ? "-" : job.plate().toString(),
                shortOptions(options(job)),
                job.state(),
                job.received(),
                job.from(),
                note(job));
    }

    /** What is to be minded, in one line; a dash for nothing. */
    static String note(JobView job) {
        String all = Stream.of(
                        job.machine() == null ? "" : "machine=" + job.machine(),
                        job.reason() == null ? "" : SafeText.line(job.reason()),
                        job.repeatOf() == null ? "" : "repeat-of=" + job.repeatOf(),
                        job.warning() == null ? "" : "warning: " + job.warning(),
                        job.refused() == null ? "" : "print refused: " + job.refused(),
                        job.damaged() ? "file damaged on the disk: send it again" : "")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? "-" : all;
    }

    private static String shortOptions(String all) {
        return all.isEmpty() ? "-" : all.length() > SHORT_OPTIONS ? all.substring(0, SHORT_OPTIONS - 1) + "…" : all;
    }

    /** All options in one line. */
    static String options(JobView job) {
        return job.options().entrySet().stream()
                .map(option -> SafeText.line(option.getKey() + "=" + option.getValue()))
                .collect(Collectors.joining(","));
    }
}
