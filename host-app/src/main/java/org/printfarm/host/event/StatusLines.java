package org.printfarm.host.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.host.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Turns status changes into log lines with fixed keys:
 *
 * <pre>
 * printer=bay-1 service=bind status=running ports=3000,3002
 * printer=bay-1 service=bind status=degraded port=3000 reason=PORT_IN_USE text="..."
 * </pre>
 *
 * <p>Running is INFO, degraded WARN, failed ERROR, with one line for each port that is down ({@code port=-} when the trouble
 * is not one of a port). What keeps the log readable:
 *
 * <ul>
 *   <li>A status with the same troubles as before is DEBUG: an endless retry writes one line when it begins and one when it
 *       is over.
 *   <li>The first {@value #FIRST_STARTS} services that come up at once are INFO, further ones DEBUG: a farm of 1,000
 *       printers must not push its few warnings out of sight.
 *   <li>A service that changes more often than {@value #CHANGES_PER_MINUTE} times a minute is DEBUG for the rest of it.
 * </ul>
 */
final class StatusLines {

    static final int FIRST_STARTS = 100;
    static final int CHANGES_PER_MINUTE = 10;

    /** A service with more ports down than this tells of the first ones. */
    static final int MAX_PORT_LINES = 8;

    private static final Logger log = LoggerFactory.getLogger(StatusBoard.class);

    private final AtomicInteger firstStarts = new AtomicInteger();
    private final Map<String, LineBudget> budgets = new ConcurrentHashMap<>();

    void repeated(String printer, String service, ServiceStatus status) {
        write(Level.DEBUG, printer, service, status);
    }

    void changed(String printer, String service, ServiceStatus before, ServiceStatus now) {
        Level level = troubles(before).equals(troubles(now)) && before.getClass() == now.getClass()
                ? Level.DEBUG
                : level(before, now);
        if (level != Level.DEBUG && !budget(printer, service).take(System.nanoTime())) {
            level = Level.DEBUG;
        }
        write(level, printer, service, now);
    }

    void forget(String printer, String service) {
        budgets.remove(printer + "/" + service);
    }

    private LineBudget budget(String printer, String service) {
        return budgets.computeIfAbsent(
                printer + "/" + service,
                key -> new LineBudget(CHANGES_PER_MINUTE, Duration.ofMinutes(1), System.nanoTime()));
    }

    private Level level(ServiceStatus before, ServiceStatus now) {
        if (now instanceof ServiceStatus.Failed) {
            return Level.ERROR;
        }
        if (now instanceof ServiceStatus.Degraded) {
            return Level.WARN;
        }
        if (now instanceof ServiceStatus.Stopped) {
            return Level.DEBUG;
        }
        return before instanceof ServiceStatus.Stopped && !isAmongFirst() ? Level.DEBUG : Level.INFO;
    }

    private boolean isAmongFirst() {
        int place = firstStarts.incrementAndGet();
        if (place == FIRST_STARTS + 1) {
            log.info("{} services are up; further ones are logged at DEBUG when they come up at once", FIRST_STARTS);
        }
        return place <= FIRST_STARTS;
    }

    /** What makes two troubles the same one: port and code, but not the text, which may hold a counter or a time. */
    private static List<String> troubles(ServiceStatus status) {
        return lines(status).stream()
                .map(down -> down.port() + " " + down.fault().code())
                .toList();
    }

    private static void write(Level level, String printer, String service, ServiceStatus status) {
        if (!log.isEnabledForLevel(level)) {
            return;
        }
        String head = "printer=" + printer + " service=" + service + " status=" + StatusBoard.word(status);
        List<Down> downs = lines(status);
        if (downs.isEmpty()) {
            log.atLevel(level).log("{}{}", head, ports(status));
        }
        downs.stream()
                .limit(MAX_PORT_LINES)
                .forEach(down -> log.atLevel(level)
                        .log(
                                "{} port={} reason={} text={}",
                                head,
                                down.port(),
                                down.fault().code(),
                                SafeText.quoted(down.fault().text())));
    }

    private static String ports(ServiceStatus status) {
        return status.ports().isEmpty()
                ? ""
                : status.ports().stream()
                        .map(port -> port(port.claim()))
                        .collect(Collectors.joining(",", " ports=", ""));
    }

    /** One thing that is down; the port is {@code -} when it is not a port's trouble. */
    private record Down(String port, Fault fault) {}

    private static List<Down> lines(ServiceStatus status) {
        List<Down> ports = status.ports().stream()
                .flatMap(port -> port.fault().stream().map(fault -> new Down(port(port.claim()), fault)))
                .toList();
        if (!ports.isEmpty()) {
            return ports;
        }
        if (status instanceof ServiceStatus.Degraded degraded) {
            return List.of(new Down("-", degraded.fault()));
        }
        return status instanceof ServiceStatus.Failed failed ? List.of(new Down("-", failed.fault())) : List.of();
    }

    private static String port(PortClaim claim) {
        return claim.firstPort() == claim.lastPort()
                ? Integer.toString(claim.firstPort())
                : claim.firstPort() + "-" + claim.lastPort();
    }
}
