package org.printfarm.api.farm;

import java.util.List;
import java.util.function.BiPredicate;
import org.printfarm.api.annotation.HostProvided;

/**
 * What happens, as one caller may see it. The farm keeps the last few thousand events; who is slower than that is told how many he
 * lost. One thread at a time. Provided by the host.
 *
 * @since 1.0
 */
@HostProvided
public interface FarmEvents {

    /**
     * What came since the last call. Never waits.
     *
     * @param wanted tells by the printer's id and the event's kind which ones to hand out
     * @return the oldest first
     */
    Batch next(BiPredicate<String, String> wanted);

    /**
     * Some events.
     *
     * @param lost how many before them are not kept any more, wanted or not
     * @param events the oldest first; may be empty
     */
    record Batch(long lost, List<Entry> events) {
        /**
         * Copies the list.
         *
         * @param lost see above
         * @param events see above
         */
        public Batch {
            events = List.copyOf(events);
        }
    }

    /**
     * One event.
     *
     * @param id counts from 1 since the host started
     * @param kind for instance {@code uploaded}
     * @param document JSON on one line
     */
    record Entry(long id, String kind, String document) {}
}
