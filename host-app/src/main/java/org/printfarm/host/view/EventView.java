package org.printfarm.host.view;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened at a printer, or that is not as it was.
 *
 * @param id counts from 1 since the farm was started
 * @param time when the farm was told of it, ISO 8601
 * @param printer the printer's id; empty for a change that has to do with none
 * @param service which of its services told of it; {@code farm} for changes
 * @param kind what happened, for instance {@code uploaded}
 * @param code how it ended or why, upper case
 * @param port the local port; 0 for changes
 * @param bytes a size that belongs to it; 0 when there is none
 * @param peer the other side's address; null for who may not know it, and for changes
 * @param subject the id of the machine or job that changed, the name of a host that came or went, {@code printer/ID},
 *     {@code machine/ID} or {@code pool/ID} of what has another host; null for others
 * @param move of what has another host: from whom to whom; null for others
 */
public record EventView(
        long id,
        String time,
        String printer,
        String service,
        String kind,
        String code,
        int port,
        long bytes,
        @Nullable String peer,
        @Nullable String subject,
        @Nullable Move move) {

    /**
     * Between the hosts of a farm.
     *
     * @param from the name of the host that had it last; empty where that is not known
     * @param to the name of the host that has it
     * @param why for instance that the other one was not heard of
     */
    public record Move(String from, String to, String why) {}
}
