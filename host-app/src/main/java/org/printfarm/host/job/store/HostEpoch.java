package org.printfarm.host.job.store;

/**
 * Under which a host writes.
 *
 * @param host its id
 * @param epoch what is written under an older one is refused
 */
public record HostEpoch(String host, long epoch) {

    /** A host while it may write under its epoch. */
    static final String MAY_WRITE = " WHERE hosts.id = ? AND hosts.epoch = ? AND hosts.ends > clock_timestamp()";

    /** How machines are called among what is owned. */
    public static final String MACHINE = "machine/";
}
