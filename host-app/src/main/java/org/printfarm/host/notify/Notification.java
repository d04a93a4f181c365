package org.printfarm.host.notify;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.config.NotificationKind;
import org.printfarm.host.text.SafeText;

/**
 * One thing that happened.
 *
 * @param kind what
 * @param at when
 * @param machine the machine's id
 * @param printer the id of the printer that the job came to; null when it is about no job
 * @param job the job's id; null when it is about none
 * @param file the job's file; a peer's text; null when it is about no job
 * @param reason why; null when there is nothing to say
 */
record Notification(
        NotificationKind kind,
        Instant at,
        String machine,
        @Nullable String printer,
        @Nullable String job,
        @Nullable String file,
        @Nullable String reason) {

    /**
     * As it is posted. {@code text} alone is what chat programs show.
     *
     * @param event the kind's word
     * @param at ISO 8601
     */
    record Document(
            String event,
            String at,
            String machine,
            @Nullable String printer,
            @Nullable String job,
            @Nullable String file,
            @Nullable String reason,
            @JsonProperty("text") String text) {}

    Document document() {
        return new Document(kind.word(), at.toString(), machine, printer, job, file, reason, text());
    }

    /** One line for people. */
    String text() {
        String what = switch (kind) {
            case FINISHED -> "finished";
            case FAILED -> "failed";
            case PAUSED -> "is paused";
            case HELD -> "is held: somebody has to look at it";
            case PLATE_WAITS -> "waits for somebody to clear its plate";
            case MACHINE_TRIPPED -> "takes no jobs";
        };
        String about = job == null
                ? machine
                : String.format(Locale.ROOT, "%s: job %s (%s)", machine, job, SafeText.name(file == null ? "" : file));
        return SafeText.sentence(about + " " + what + (reason == null ? "" : " - " + reason), SafeText.QUOTED_LENGTH);
    }
}
