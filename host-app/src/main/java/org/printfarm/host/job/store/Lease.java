package org.printfarm.host.job.store;

/**
 * What a host owns until it ends or is not prolonged.
 *
 * @param what is owned
 * @param epoch grows with each new owner: what is written under an old one is refused
 */
public record Lease(String what, long epoch) {}
