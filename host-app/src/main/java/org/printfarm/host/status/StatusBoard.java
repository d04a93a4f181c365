package org.printfarm.host.status;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.printfarm.api.Registration;
import org.printfarm.api.ServiceStatus;
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

    private record Key(String printer, String service) {}

    private final ConcurrentMap<Key, ServiceStatus> statuses = new ConcurrentHashMap<>();
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
        ServiceStatus before = statuses.put(new Key(printer, service), status);
        if (before == null) {
            before = new ServiceStatus.Stopped();
        }
        if (status.equals(before)) {
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
        ServiceStatus before = statuses.remove(new Key(printer, service));
        lines.forget(printer, service);
        if (before != null) {
            listeners.forEach(listener -> tell(listener, printer, service, new ServiceStatus.Stopped()));
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
        return Optional.ofNullable(statuses.get(new Key(printer, service)));
    }

    /**
     * All services.
     *
     * @return in no particular order; a copy
     */
    public List<Line> all() {
        return statuses.entrySet().stream()
                .map(entry -> new Line(entry.getKey().printer(), entry.getKey().service(), entry.getValue()))
                .toList();
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

    private static void tell(Listener listener, String printer, String service, ServiceStatus status) {
        try {
            listener.changed(printer, service, status);
        } catch (RuntimeException e) {
            log.error("a status listener failed", e);
        }
    }
}
