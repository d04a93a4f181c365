package org.printfarm.host.event;

/**
 * Something of a farm of several hosts has another host. It goes to readers alone, as a {@link FarmChange} does.
 *
 * @param id see {@link Happening}
 * @param millis see {@link Happening}
 * @param what {@code printer/ID}, {@code machine/ID} or {@code pool/ID}
 * @param from the name of the host that had it last; empty where that is not known
 * @param to the name of the host that has it
 * @param why in words for people
 */
public record OwnerMove(long id, long millis, String what, String from, String to, String why) implements Happening {}
