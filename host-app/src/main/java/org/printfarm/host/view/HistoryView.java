package org.printfarm.host.view;

import org.jspecify.annotations.Nullable;

/**
 * One try to print something that is over. It is told for good, also when its job was deleted.
 *
 * @param id a whole number, larger for later ones
 * @param job the job's id
 * @param printer the id of the printer that the job came to
 * @param machine the id of the machine
 * @param user who sent it: the name of a user, {@code key} and the name of a key, or a slicer's address
 * @param file its name; a peer's text
 * @param plate the plate; null when nobody named one
 * @param started when the machine began, ISO 8601; null when it never did
 * @param ended ISO 8601
 * @param hours from the one to the other; 0 when it never began
 * @param grams of filament that the file says the plate takes; 0 when it never began
 * @param result done, failed, cancelled, held or queued (it was tried again); empty when that is not known
 */
public record HistoryView(
        long id,
        String job,
        String printer,
        String machine,
        String user,
        String file,
        @Nullable Integer plate,
        @Nullable String started,
        String ended,
        double hours,
        double grams,
        String result) {

    /**
     * Which are asked for.
     *
     * @param from only those that ended then or later, ISO 8601; null for all
     * @param to only those that ended before, ISO 8601; null for all
     * @param after only those behind that id; 0 for the first page
     * @param limit at most so many, 1 to {@value JobQuery#MAX_LIMIT}
     */
    public record Query(@Nullable String from, @Nullable String to, long after, int limit) {}
}
