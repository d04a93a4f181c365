package org.printfarm.api.service;

/**
 * Something of a plugin's that the host brings up, watches and closes. Implemented by the plugin through {@link PrinterService}
 * and {@link org.printfarm.api.farm.FarmService}.
 *
 * <p>Called from one thread at a time. It tells how it is by the result of {@link #start} and, when that changes by itself
 * later, by {@code report} of the context that it was made with.
 *
 * @since 1.0
 */
public interface Service extends AutoCloseable {

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
