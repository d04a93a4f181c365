package org.printfarm.api.farm;

import java.net.Inet4Address;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.printfarm.api.Scheduler;
import org.printfarm.api.annotation.HostProvided;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.api.service.ServiceStatus;

/**
 * What the host gives a service of the whole farm. Provided by the host; any thread, at any time.
 *
 * @since 1.0
 */
@HostProvided
public interface FarmContext {

    /**
     * Tells the host that the status changed by itself. Returns at once; nothing is called back on this thread.
     *
     * @param status how the service is now
     */
    void report(ServiceStatus status);

    /**
     * Tells where people find its page, so that the host can name it and make sign-in links: {@code PAGE/sign-in/TOKEN}.
     *
     * @param page with a slash at its end
     */
    void serves(URI page);

    /**
     * Timers for work of a few milliseconds.
     *
     * @return shared by all plugins
     */
    Scheduler scheduler();

    /**
     * Who asks.
     *
     * @return the same object at every call
     */
    FarmSignIn signIn();

    /**
     * A certificate of the farm's CA for the service itself.
     *
     * @param name a DNS name that it vouches for
     * @param addresses where the service answers
     * @return made anew at each call; nothing of it is kept
     */
    PrinterTls tls(String name, List<Inet4Address> addresses);

    /**
     * Whether every service of every printer that is configured serves. Tells nothing else, and so takes no right.
     *
     * @return false while one of them is degraded or failed
     */
    boolean isReady();

    /**
     * Waits for something to happen, for whoever serves {@link FarmEvents} to many.
     *
     * @param after the id of the last event that is known, 0 for none
     * @param patience how long to wait at most
     * @return the id of the newest event, {@code after} when nothing came
     * @throws InterruptedException when the thread is
     */
    long awaitEvent(long after, Duration patience) throws InterruptedException;
}
