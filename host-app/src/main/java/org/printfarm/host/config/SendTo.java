package org.printfarm.host.config;

import java.util.List;
import java.util.Optional;

/**
 * Where the prints of a printer go.
 *
 * @param goal the id of a machine or of a pool of this file
 * @param show what the printer shows to slicers meanwhile; empty when the file does not say
 * @param tags that its jobs ask of the machines of a pool
 */
public record SendTo(String goal, Optional<Show> show, List<String> tags) {

    /** Copies the tags. */
    public SendTo {
        tags = List.copyOf(tags);
    }

    /** The setting {@code show}. */
    public enum Show {
        /** What its machine does. */
        MIRROR,
        /** A short print for each one that it takes, and then room for the next. */
        READY,
        /** The same, and all filament that the machines of its pool have. */
        MERGED,
        /** The same, and the filament that the file says. */
        CONFIGURED
    }

    /** What it shows, said or not. */
    public Show showAt(boolean isPool) {
        return show.orElse(isPool ? Show.MERGED : Show.MIRROR);
    }
}
