package org.printfarm.host.view;

import java.util.List;

/**
 * A host of a farm whose record is in PostgreSQL, as the database knows it.
 *
 * @param id of its data folder
 * @param name for people
 * @param state {@code working}, or {@code gone}: stopped, or not heard of for as long as a lease
 * @param since when it began to work; for one that is gone, when its lease ended
 * @param version of its program; empty where it is not packaged
 * @param configuration what tells the file that it last took from others: 12 hex digits; empty where it has none, or
 *     does not reach the printers' network
 * @param clockMillis how far its clock is ahead of the database's, milliseconds
 * @param answerMillis how long the database took to answer it lately, milliseconds
 * @param self whether it is the host that answers
 * @param owns what it has; nothing when it is gone
 */
public record HostView(
        String id,
        String name,
        String state,
        String since,
        String version,
        String configuration,
        long clockMillis,
        long answerMillis,
        boolean self,
        List<Owned> owns) {

    /** The state of a host whose lease lasts. */
    public static final String WORKING = "working";

    /** The state of any other one. */
    public static final String GONE = "gone";

    /**
     * Something that a host has.
     *
     * @param what {@code printer/ID} or {@code machine/ID}
     * @param since when it took it
     * @param why for instance that another host was not heard of
     */
    public record Owned(String what, String since, String why) {}
}
