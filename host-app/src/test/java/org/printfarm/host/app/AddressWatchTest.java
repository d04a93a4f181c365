package org.printfarm.host.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.event.EventBus;

/** What is told of addresses that come and go. */
final class AddressWatchTest {

    private static final Inet4Address ONE = Loopback.of("192.0.2.1");
    private static final Inet4Address TWO = Loopback.of("192.0.2.2");

    private final Set<Inet4Address> here = new HashSet<>(Set.of(ONE));
    private final Map<Inet4Address, String> network = new HashMap<>();
    private final List<Inet4Address> asked = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final EventBus events = new EventBus();
    private final AddressWatch watch = new AddressWatch(
            () -> List.of(printer("bay-1", ONE), printer("bay-2", TWO), printer("bay-3", Loopback.of("127.0.0.11"))),
            events,
            new AddressWatch.Machine(
                    () -> Optional.of(Set.copyOf(here)),
                    this::others,
                    printer -> told.add("gone " + printer),
                    printer -> told.add("came " + printer)));

    AddressWatchTest() {
        events.subscribe(event -> told.add(event.event().code() + " " + event.printer()));
    }

    private Map<Inet4Address, String> others(Collection<Inet4Address> missing) {
        asked.addAll(missing);
        Map<Inet4Address, String> found = new HashMap<>(network);
        found.keySet().retainAll(missing);
        return found;
    }

    private static Printer printer(String id, Inet4Address address) {
        return new Printer(
                id,
                new PrinterIdentity("01P00A000000001", PrinterModel.P1S, "Bay", "01.09.00.00"),
                address,
                address,
                Secret.of("12345678"));
    }

    @Test
    void anAddressThatGoesAndComesIsToldOnce() {
        watch.look();
        assertThat(told).isEmpty();
        here.clear();
        watch.look();
        watch.look();
        assertThat(told).containsExactly("gone bay-1", "ADDRESS_GONE bay-1");
        here.add(ONE);
        here.add(TWO);
        watch.look();
        watch.look();
        assertThat(told).endsWith("came bay-1", "came bay-2").hasSize(4);
    }

    @Test
    void anAddressThatMovesToAnotherMachineIsToldAsSuch() {
        here.clear();
        network.put(ONE, "02:00:00:00:00:01");
        watch.look();
        watch.look();
        assertThat(told).containsExactly("gone bay-1", "ADDRESS_GONE bay-1", "ADDRESS_ELSEWHERE bay-1");
        here.add(ONE);
        watch.look();
        here.clear();
        watch.look();
        assertThat(told).endsWith("came bay-1", "gone bay-1", "ADDRESS_GONE bay-1", "ADDRESS_ELSEWHERE bay-1");
    }

    @Test
    void whatIsHereOrLoopbackIsNotAskedFor() {
        network.put(TWO, "02:00:00:00:00:02");
        watch.look();
        assertThat(asked).containsExactly(TWO);
        assertThat(told).containsExactly("ADDRESS_ELSEWHERE bay-2");
    }
}
