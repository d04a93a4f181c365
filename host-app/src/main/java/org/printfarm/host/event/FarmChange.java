package org.printfarm.host.event;

/**
 * Something that the farm has is not as it was: whoever shows it asks for it again. It goes to readers alone, not to the log, nor
 * to the counters.
 *
 * @param id see {@link Happening}
 * @param millis see {@link Happening}
 * @param kind what
 * @param printer the id of the printer that it has to do with; empty for none
 * @param subject the id of the machine or job, or the name of the host; empty where the kind has none
 * @param code what it is now: upper case letters and underscores
 */
public record FarmChange(long id, long millis, Kind kind, String printer, String subject, String code)
        implements Happening {

    /** The closed set of things that change. */
    public enum Kind {
        /** A machine does something else, has something else, or complains of something else; the code is its activity. */
        MACHINE,
        /** Prints went on, of whichever machines and printers: at most once in {@link ChangeFeed#PACE}. */
        PROGRESS,
        /** A job; the code is its state, or {@code DELETED}. Without a subject: many of them. */
        JOB,
        /** A printer shows something else; the code is its phase. */
        PRINTER,
        /** A service of a printer; the code is its status. */
        SERVICE,
        /** A host of the farm, the subject being its name; the code is {@code WORKING} or {@code GONE}. */
        HOST,
        /** Somebody did something by a verb that changes the farm, or a changed file was taken over. */
        CHANGED
    }
}
