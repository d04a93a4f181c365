package org.printfarm.api.service;

import java.net.SocketAddress;
import org.printfarm.api.Printer;
import org.printfarm.api.Scheduler;
import org.printfarm.api.annotation.HostProvided;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrinterState;

/**
 * What the host gives one service of one printer. Provided by the host; any thread, at any time.
 *
 * @since 1.0
 */
@HostProvided
public interface PrinterContext {

    /**
     * The printer this service speaks for.
     *
     * @return the same object at every call
     */
    Printer printer();

    /**
     * The printer's TLS: one leaf certificate for all of its services.
     *
     * @return the same object at every call
     */
    PrinterTls tls();

    /**
     * Tells the host that the status changed by itself, for instance because an address vanished. The host then supervises
     * as after {@link PrinterService#start}. Returns at once; nothing is called back on this thread.
     *
     * @param status how the service is now
     */
    void report(ServiceStatus status);

    /**
     * Tells the host what happened. Cheap enough for 30,000 calls a second; never blocks.
     *
     * @param event what happened
     */
    void publish(PrinterEvent event);

    /**
     * Timers for work of a few milliseconds: announcements, time-outs.
     *
     * @return shared by all services of all plugins
     */
    Scheduler scheduler();

    /**
     * Who may log in to this printer. Shared with its other services, so that wrong codes count together.
     *
     * @return the same object at every call
     */
    Authenticator logins();

    /**
     * Where this printer's uploads and print requests go.
     *
     * @return the same object at every call
     */
    JobIntake intake();

    /**
     * What this printer is doing, as its status reports it.
     *
     * @return the same object at every call
     */
    PrinterState state();

    /**
     * What this printer remembers across restarts.
     *
     * @return the same object at every call
     */
    PrinterMemory memory();

    /**
     * Whether a connection is the host's own: it looks at every TCP port of a running service once in 5 minutes, to see that
     * somebody takes connections there. A service asks this as soon as it has accepted one, closes an own one at once, and
     * neither counts nor publishes it. A port whose connection stays open and silent for 10 s counts as dead: the service is
     * shown as degraded, closed and made anew. Cheap enough for every connection; never blocks.
     *
     * @param peer the remote address of the connection
     * @return whether to close it without another word
     */
    default boolean isOwnProbe(SocketAddress peer) {
        return false;
    }

    /**
     * Whether this host may answer for the printer at this instant. In a farm of several hosts it may not once it has slept or
     * was cut off for as long as its lease, until its services are closed: another host may answer by then. A service asks this
     * before each answer and whatever else it sends, also when the request came earlier; if it may not, it closes the connection
     * without another word, or drops the datagram. Cheap enough for every packet; never blocks.
     *
     * @return true always in a farm of one host
     */
    default boolean mayAnswer() {
        return true;
    }
}
