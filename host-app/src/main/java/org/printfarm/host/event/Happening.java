package org.printfarm.host.event;

/** What readers of the {@link EventBus} are told of. Immutable. */
public sealed interface Happening permits FarmEvent, FarmChange, OwnerMove {

    /** Counts from 1 without a gap since the host started. */
    long id();

    /** When the host was told of it, milliseconds since 1970. */
    long millis();
}
