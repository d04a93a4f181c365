package org.printfarm.host.view;

/**
 * A farm's record that was copied to another database.
 *
 * @param rows that both have now, each read again from both
 * @param added of them; the others were there from a copy that broke off
 */
public record StoreCopyView(long rows, long added) {}
