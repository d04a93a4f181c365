package org.printfarm.host.app;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.host.event.EventBus;

/**
 * Tells ahead that printers' certificates are going to be issued anew. Slicers that know the CA do not notice; whoever pins a
 * certificate has to be given the next one. Any thread.
 */
final class CertificateNotice {

    /** How long before that it is told. */
    static final Duration AHEAD = Duration.ofDays(90);

    /** How often it is told. */
    static final Duration PERIOD = Duration.ofDays(7);

    /** Begins the code of the event; the day from which on a start issues the certificate anew follows. */
    static final String RENEWAL = "CERTIFICATE_ANEW_FROM_";

    private static final String NAME = "tls";
    private static final int NO_PORT = 0;
    private static final InetSocketAddress NOBODY = InetSocketAddress.createUnresolved("-", NO_PORT);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy_MM_dd").withZone(ZoneOffset.UTC);

    private final Function<Printer, Optional<Instant>> renewal;
    private final Supplier<? extends Collection<Printer>> printers;
    private final EventBus events;
    private final Clock clock;

    /**
     * Tells nothing yet.
     *
     * @param renewal from when on a start issues a printer's certificate anew; empty for never
     * @param printers those that slicers dial now
     */
    CertificateNotice(
            Function<Printer, Optional<Instant>> renewal,
            Supplier<? extends Collection<Printer>> printers,
            EventBus events,
            Clock clock) {
        this.renewal = renewal;
        this.printers = printers;
        this.events = events;
        this.clock = clock;
    }

    /** Looks once, and tells an event for each printer whose day is near. */
    void tell() {
        Instant horizon = clock.instant().plus(AHEAD);
        for (Printer printer : printers.get()) {
            renewal.apply(printer).filter(day -> !day.isAfter(horizon)).ifPresent(day -> {
                String code = RENEWAL + DAY.format(day);
                events.sink(printer.id(), NAME).accept(new PrinterEvent(Kind.FAULT, NAME, NO_PORT, NOBODY, code, 0));
            });
        }
    }
}
