package org.printfarm.host.job.store;

import java.time.Instant;
import java.util.List;
import org.printfarm.api.job.PrintRequest;

/** The print requests that were acknowledged and wait for their file. On the disk when a method returns. Any thread. */
public interface RequestStore {

    /**
     * One that waits.
     *
     * @param number 1 or more, never used twice
     * @param printer the printer's id
     * @param request what was asked for
     * @param received when
     */
    record Kept(long number, String printer, PrintRequest request, Instant received) {}

    /** Keeps a request. */
    Kept keep(String printer, PrintRequest request, Instant received) throws StoreException;

    /** It waits no more; one that is not there does not matter. */
    void forget(long number) throws StoreException;

    /** Those that came since then, oldest first; older ones are forgotten. */
    List<Kept> since(Instant oldest) throws StoreException;
}
