package org.printfarm.api.service;

/**
 * One protocol for one printer. Implemented by the plugin.
 *
 * <p>Called from one thread at a time. It tells how it is by the result of {@link #start} and, when that changes by itself
 * later, by {@link PrinterContext#report}.
 *
 * @since 1.0
 */
public interface PrinterService extends AutoCloseable {

    /**
     * Brings up whatever is not up yet. The first call starts the service; the host calls again, after 1 s doubling to 30 s,
     * as long as the last status was {@link ServiceStatus.Degraded} or {@link ServiceStatus.Failed}, so that the service
     * comes up by itself when a port or an address appears. What is up already stays up and is not touched.
     *
     * <p>May block, for at most 5 s.
     *
     * @return how the service is now, with one entry for each of its ports; {@link ServiceStatus.Stopped} when it was
     *     closed before
     */
    ServiceStatus start();

    /**
     * Stops the service, frees its ports and ends its sessions: when this returns, the ports can be bound again. Ends
     * within 5 s. May be called before {@link #start}, and twice.
     */
    @Override
    void close();
}
