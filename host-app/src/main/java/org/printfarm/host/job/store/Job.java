package org.printfarm.host.job.store;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One upload of one printer, and the print request that belongs to it when there is one.
 *
 * @param id a whole number as text, larger for later jobs, never used twice
 * @param printer the printer's id
 * @param file the name under which it was uploaded; a peer's text
 * @param content what was uploaded
 * @param plate the plate that was requested; empty while the job is only received
 * @param options the request's further fields as sent and in that order; empty while the job is only received
 * @param state where it is
 * @param received when it was stored
 * @param from the client's address
 * @param notes what there is to know beside
 */
public record Job(
        String id,
        String printer,
        String file,
        StoredContent content,
        Optional<Integer> plate,
        Map<String, String> options,
        State state,
        Instant received,
        String from,
        Notes notes) {

    /**
     * What there is to know of a job beside.
     *
     * @param repeatOf the id of the job that the same client asked for before, with the same content and request
     * @param runningSeen whether the client that asked was shown the print
     * @param warning what to mind before this is printed, one line of ours
     * @param refusal why the last request for this file was turned down, for instance {@code NO_SUCH_PLATE}
     * @param damaged whether its file, when it was last read again, was not what had been stored; until it is sent again
     * @param machine the id of the machine it goes to; empty when it stays here
     * @param reason why it is where it is, one line of ours
     */
    public record Notes(
            Optional<String> repeatOf,
            boolean runningSeen,
            Optional<String> warning,
            Optional<String> refusal,
            boolean damaged,
            Optional<String> machine,
            Optional<String> reason) {

        /** Nothing. */
        public static final Notes NONE = new Notes(
                Optional.empty(), false, Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    /** Where a job is. */
    public enum State {
        /** Stored; nobody asked for a print. */
        RECEIVED,
        /**
         * Stored, and a print was requested, but nothing hands it on by itself: it repeats a request whose client had not been
         * shown the print yet and so may have asked only because of that, or something went wrong that a person has to look at.
         */
        HELD,
        /** Waits for its machine. */
        QUEUED,
        /** Its machine was chosen; nothing was sent yet. */
        ASSIGNED,
        /** On its way to the machine. */
        SENDING,
        /** On the machine, which was or is about to be told to print it. */
        STARTING,
        /** The machine prints it. */
        PRINTING,
        /** The machine holds its print, or a person does. */
        PAUSED,
        /** Printed, delivered, or asked for on a printer whose jobs stay in the inbox. */
        DONE,
        /** The machine ended it without success. */
        FAILED,
        /** A person ended it. */
        CANCELLED;

        /** Between a machine's choice and the end of its print. */
        public static final Set<State> ON_MACHINE =
                Collections.unmodifiableSet(EnumSet.of(ASSIGNED, SENDING, STARTING, PRINTING, PAUSED));

        /** Where no machine has to do with it. */
        public static final Set<State> AT_REST =
                Collections.unmodifiableSet(EnumSet.of(RECEIVED, HELD, DONE, FAILED, CANCELLED));

        /** The word that stands in tables, in JSON and in the database. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state of a word; throws {@link IllegalArgumentException} for another. */
        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** Copies the options, in their order. */
    public Job {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
}
