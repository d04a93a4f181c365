package org.printfarm.host.view;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened at a printer.
 *
 * @param id counts from 1 since the farm was started
 * @param time when the farm was told of it, ISO 8601
 * @param printer the printer's id
 * @param service which of its services told of it
 * @param kind what happened, for instance {@code uploaded}
 * @param code how it ended or why, upper case
 * @param port the local port
 * @param bytes a size that belongs to it; 0 when there is none
 * @param peer the other side's address; null for who may not know it
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
        @Nullable String peer) {}
