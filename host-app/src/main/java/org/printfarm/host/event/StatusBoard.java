package org.printfarm.host.event;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.printfarm.api.Registration;
import org.printfarm.api.service.ServiceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How each service of each printer is at this moment. Any thread; the statuses of one service come in order.
 *
 * <p>Each change is handed to {@link StatusLines}, which decides whether it is worth a log line, and to the listeners.
 */
public final class StatusBoard {

    private static final Logger log = LoggerFactory.getLogger(StatusBoard.class);

    /** Told of every change. Returns within milliseconds; what it throws is logged and goes no further. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A service is not as it was.
         *
         * @param printer the printer's id
         * @param service the service's type
         * @param status how it is now
         */
        void changed(String printer, String service, ServiceStatus status);
    }

    /**
     * One service and how it is.
     *
     * @param printer the printer's id
     * @param service the service's type
     * @param status how it is
     */
    public record Line(String printer, String service, ServiceStatus status) {}

    private static final ServiceStatus STOPPED = new ServiceStatus.Stopped();

    /** By {@link #key}. */
    private final ConcurrentMap<String, Line> statuses = new ConcurrentHashMap<>();

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final StatusLines lines = new StatusLines();

    /**
     * Takes a service's status.
     *
     * @param printer the printer's id
     * @param service the service's type
     * @param status how it is now; logged and told to the listeners when it is not what it was
     */
    public void put(String printer, String service, ServiceStatus status) {
        Line line = statuses.put(key(printer, service), new Line(printer, service, status));
        ServiceStatus before = line == null ? STOPPED : line.status();
        // Stopped has no parts to compare.
        if (status.getClass() == before.getClass() && (line == null || status.equals(before))) {
            lines.repeated(printer, service, status);
            return;
        }
        lines.changed(printer, service, before, status);
        listeners.forEach(listener -> tell(listener, printer, service, status));
    }

    /**
     * Forgets a service, because its printer was taken out of the farm.
     *
     * @param printer the printer's id
     * @param service the service's type
     */
    public void remove(String printer, String service) {
        Line before = statuses.remove(key(printer, service));
        lines.forget(printer, service);
        if (before != null) {
            listeners.forEach(listener -> tell(listener, printer, service, STOPPED));
        }
    }

    /**
     * How a service is.
     *
     * @param printer the printer's id
     * @param service the service's type
     * @return empty when there is no such service
     */
    public Optional<ServiceStatus> status(String printer, String service) {
        return Optional.ofNullable(statuses.get(key(printer, service))).map(Line::status);
    }

    /**
     * All services.
     *
     * @return in no particular order; a copy
     */
    public List<Line> all() {
        return List.copyOf(statuses.values());
    }

    /**
     * Asks to be told of every change, on the thread that brought it.
     *
     * @param listener is told
     * @return closes to end it
     */
    public Registration onChange(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ids have no slash. */
    private static String key(String printer, String service) {
        return printer + "/" + service;
    }

    private static void tell(Listener listener, String printer, String service, ServiceStatus status) {
        try {
            listener.changed(printer, service, status);
        } catch (RuntimeException e) {
            log.error("a status listener failed", e);
        }
    }

    /** A status in one word, as the log and the documents have it. */
    public static String word(ServiceStatus status) {
        if (status instanceof ServiceStatus.Running) {
            return "running";
        }
        if (status instanceof ServiceStatus.Degraded) {
            return "degraded";
        }
        return status instanceof ServiceStatus.Failed ? "failed" : "stopped";
    }
}
