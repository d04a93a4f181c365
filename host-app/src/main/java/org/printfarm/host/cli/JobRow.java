package org.printfarm.host.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.client.SafeText;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.threemf.SlicedContents.Plate;

/** A job as {@code farm jobs --json} prints it, and as a row of the table. */
record JobRow(
        String id,
        String printer,
        String file,
        String sha256,
        long bytes,
        List<Integer> plates,
        @Nullable Integer plate,
        Map<String, String> options,
        String state,
        String received,
        String from,
        @JsonProperty("repeat-of") @Nullable String repeatOf,
        @Nullable String warning,
        @Nullable String refused,
        boolean damaged) {

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

    static JobRow of(Job job) {
        return new JobRow(
                job.id(),
                job.printer(),
                job.file(),
                job.content().sha256(),
                job.content().bytes(),
                job.content().contents().plates().stream().map(Plate::number).toList(),
                job.plate().orElse(null),
                job.options(),
                job.state().word(),
                job.received().toString(),
                job.from(),
                job.notes().repeatOf().orElse(null),
                job.notes().warning().orElse(null),
                job.notes().refusal().orElse(null),
                job.notes().damaged());
    }

    /** The cells under {@link #HEADINGS}. */
    List<String> cells() {
        return List.of(
                id,
                printer,
                SafeText.line(file),
                sha256.substring(0, SHORT_HASH),
                Long.toString(bytes),
                plates.isEmpty() ? "-" : plates.stream().map(String::valueOf).collect(Collectors.joining(",")),
                plate == null ? "-" : plate.toString(),
                shortOptions(),
                state,
                received,
                from,
                note().isEmpty() ? "-" : note());
    }

    /** What is to be minded, in one line; may be empty. */
    String note() {
        return Stream.of(
                        repeatOf == null ? "" : "repeat-of=" + repeatOf,
                        warning == null ? "" : "warning: " + warning,
                        refused == null ? "" : "print refused: " + refused,
                        damaged ? "file damaged on the disk: send it again" : "")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private String shortOptions() {
        String all = optionsText();
        return all.isEmpty() ? "-" : all.length() > SHORT_OPTIONS ? all.substring(0, SHORT_OPTIONS - 1) + "…" : all;
    }

    /** All options in one line. */
    String optionsText() {
        return options.entrySet().stream()
                .map(option -> SafeText.line(option.getKey() + "=" + option.getValue()))
                .collect(Collectors.joining(","));
    }
}
