package org.printfarm.host.config;

/**
 * Where the prints of a printer go.
 *
 * @param machine the id of a machine of this file
 * @param show what the printer shows to slicers meanwhile
 */
public record SendTo(String machine, Show show) {

    /** The setting {@code show}. */
    public enum Show {
        /** What its machine does. */
        MIRROR,
        /** A short print for each one that it takes, and then room for the next. */
        READY
    }
}
