package org.printfarm.host.app;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.host.event.EventBus;
import org.printfarm.host.preflight.OtherMachines;
import org.printfarm.host.service.ServiceRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every 5 s whether this machine has the printers' addresses. One that went is told and its services are shown as down, where
 * their sockets alone would notice nothing; one that came is served at once; and one that another machine answers for is told with
 * that machine's hardware address. A thread of its own, which ends with the farm.
 */
final class AddressWatch implements AutoCloseable {

    /** Between two looks. */
    static final Duration PERIOD = Duration.ofSeconds(5);

    /** The code of the event for an address that this machine does not have any more. */
    static final String GONE = "ADDRESS_GONE";

    /** The code of the event for an address that another machine has. */
    static final String ELSEWHERE = "ADDRESS_ELSEWHERE";

    private static final String NAME = "address";
    private static final int NO_PORT = 0;
    private static final InetSocketAddress NOBODY = InetSocketAddress.createUnresolved("-", NO_PORT);
    private static final Logger LOG = LoggerFactory.getLogger(AddressWatch.class);

    private final Supplier<List<Printer>> printers;
    private final EventBus events;
    private final Machine machine;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Of the watch's thread, as is the one below. */
    private Set<Inet4Address> before;

    private final Set<Inet4Address> elsewhere = new HashSet<>();

    /**
     * What is looked at and who is told.
     *
     * @param here the addresses of this machine, without those of 127.0.0.0/8 that stand on no card, which are always there; empty
     *     when the system does not tell
     * @param others the hardware addresses of the machines that have some addresses
     * @param gone gets the printer whose address went
     * @param came gets the printer whose address came
     */
    record Machine(
            Supplier<Optional<Set<Inet4Address>>> here,
            Function<Collection<Inet4Address>, Map<Inet4Address, String>> others,
            Consumer<String> gone,
            Consumer<String> came) {

        /** This machine and the services that run on it. */
        static Machine of(ServiceRegistry registry) {
            return new Machine(AddressWatch::here, OtherMachines::having, registry::addressGone, registry::addressCame);
        }
    }

    /**
     * Looks at nothing yet.
     *
     * @param printers those that slicers dial now
     */
    AddressWatch(Supplier<List<Printer>> printers, EventBus events, Machine machine) {
        this.printers = printers;
        this.events = events;
        this.machine = machine;
        this.before = machine.here().get().orElse(Set.of());
    }

    /** Begins to look. */
    AddressWatch start() {
        Thread thread = new Thread(this::run, "address-watch");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once. */
    void look() {
        machine.here().get().ifPresent(this::compare);
    }

    private void compare(Set<Inet4Address> now) {
        List<Printer> dialled = printers.get();
        for (Printer printer : dialled) {
            boolean was = before.contains(printer.bindAddress());
            boolean is = now.contains(printer.bindAddress());
            if (was && !is) {
                machine.gone().accept(printer.id());
                tell(printer, GONE, "this machine does not have it any more");
            } else if (!was && is) {
                machine.came().accept(printer.id());
            }
        }
        before = now;
        elsewhere.removeAll(now);
        tellElsewhere(dialled, now);
    }

    private void tellElsewhere(List<Printer> dialled, Set<Inet4Address> now) {
        Map<Inet4Address, Printer> missing = dialled.stream()
                .filter(printer -> !now.contains(printer.bindAddress())
                        && !printer.bindAddress().isLoopbackAddress()
                        && !printer.bindAddress().isAnyLocalAddress()
                        && !elsewhere.contains(printer.bindAddress()))
                .collect(Collectors.toMap(Printer::bindAddress, printer -> printer));
        machine.others().apply(missing.keySet()).forEach((address, hardware) -> {
            Printer printer = missing.get(address);
            if (printer != null) {
                elsewhere.add(address);
                tell(printer, ELSEWHERE, "another machine has it: " + hardware);
            }
        });
    }

    private void tell(Printer printer, String code, String text) {
        LOG.warn("printer={} address={} {}", printer.id(), printer.bindAddress().getHostAddress(), text);
        events.sink(printer.id(), NAME).accept(new PrinterEvent(Kind.FAULT, NAME, NO_PORT, NOBODY, code, 0));
    }

    private static Optional<Set<Inet4Address>> here() {
        try {
            return Optional.of(NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .map(Inet4Address.class::cast)
                    .collect(Collectors.toSet()));
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
