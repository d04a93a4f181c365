package org.printfarm.host.job.store;

/**
 * Under which a host writes.
 *
 * @param host its id
 * @param epoch what is written under an older one is refused
 */
public record HostEpoch(String host, long epoch) {

    /** The condition of a write: a row while the host may write under its epoch, which stays so until the write has ended. */
    static final String FENCE = " FROM hosts WHERE id = ? AND epoch = ? AND ends > clock_timestamp() FOR KEY SHARE";

    /** The same for what is written of something that the host must have. */
    static final String OWNER = "SELECT what FROM owners WHERE what = ? AND host = ? AND epoch = ? FOR KEY SHARE";

    /** How machines are called among what is owned. */
    public static final String MACHINE = "machine/";
}
