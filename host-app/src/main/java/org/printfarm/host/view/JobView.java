package org.printfarm.host.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job.
 *
 * @param id a whole number as text, larger for later jobs
 * @param printer the printer's id
 * @param file the name under which it was uploaded; a peer's text
 * @param sha256 of its content, lower case hex
 * @param bytes of its content
 * @param plates the numbers of the plates in it
 * @param plate the one that was asked for; null while none was
 * @param options what else was asked for; a peer's text
 * @param state received, queued, printing, done …
 * @param received when it was stored, ISO 8601
 * @param from the client's address
 * @param repeatOf the job that asked for the same before; null for none
 * @param warning what to mind before it is printed; null for nothing
 * @param refused why the last request for it was turned down; null when it was not
 * @param damaged whether its file is not any more what was stored
 * @param machine the machine it goes to; null when it stays here
 * @param reason why it is where it is; null when there is nothing to say
 */
public record JobView(
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
        boolean damaged,
        @Nullable String machine,
        @Nullable String reason) {

    /**
     * Everything that is known of a job.
     *
     * @param job as in the list
     * @param request the message that asked for the print, as it was sent; null for none
     * @param md5 of its content, upper case hex
     * @param model what it was sliced for; may be empty
     * @param plates what is in it
     * @param steps what became of it, oldest first
     * @param user who sent it: the name of a user, or {@code key} and the name of a key; null for a slicer
     */
    public record Details(
            JobView job,
            @Nullable String request,
            String md5,
            String model,
            List<Plate> plates,
            List<Step> steps,
            @Nullable String user) {}

    /**
     * One change of a job's state.
     *
     * @param at when, ISO 8601
     * @param state what it became
     * @param machine which machine it was about; null for none
     * @param attempt the number that the machine shows for the print; null when none was begun
     * @param reason why; null when there is nothing to say
     */
    public record Step(
            String at,
            String state,
            @Nullable String machine,
            @Nullable Integer attempt,
            @Nullable String reason) {}

    /**
     * One plate.
     *
     * @param number 1 or more
     * @param printSeconds how long it prints; 0 when the file does not say
     * @param filaments what it needs
     * @param thumbnail whether there is a picture of it
     */
    public record Plate(int number, long printSeconds, List<Filament> filaments, boolean thumbnail) {}

    /**
     * One filament of a plate.
     *
     * @param type for instance {@code PLA}; a stranger's text
     * @param color for instance {@code #FFFFFF}; a stranger's text
     * @param grams how much of it; 0 when the file does not say
     */
    public record Filament(String type, String color, double grams) {}

    /**
     * A job that was deleted.
     *
     * @param id the job
     * @param deleted true
     */
    public record Deleted(String id, boolean deleted) {}

    /**
     * A job whose file was written somewhere else.
     *
     * @param id the job
     * @param file the new file
     * @param bytes its length
     */
    public record Exported(String id, String file, long bytes) {}
}
