package org.printfarm.host.access;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The record of who did what, whatever keeps it. What was added is on the disk when a method returns. Any thread. */
public interface AuditStore {

    /**
     * Adds a line to the trail.
     *
     * @param entry its id is passed over
     */
    void add(AuditEntry entry) throws IOException;

    /**
     * A page of the trail.
     *
     * @param caller only what he did; empty for all
     * @param since only what was done then or later; empty for all
     * @param before only lines before that id; empty for the newest
     * @param limit lines, at most
     * @return oldest first
     */
    List<AuditEntry> page(Optional<String> caller, Optional<Instant> since, Optional<Long> before, int limit)
            throws IOException;

    /**
     * Forgets old lines of the trail.
     *
     * @param before those older than this
     * @param most lines that stay
     * @param page lines that go at once, at most
     */
    void forget(Instant before, long most, int page) throws IOException;
}
