package org.printfarm.host.client.discover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.view.Conflict;
import org.printfarm.host.view.FoundPrinter;

/** How announcements become a list. */
class FoundPrintersTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Inet4Address ONE = Loopback.of("192.168.1.51");
    private static final Inet4Address TWO = Loopback.of("192.168.1.52");

    private final FoundPrinters found = new FoundPrinters();

    @Test
    void printerStandsThereOnceWithTheAgeOfItsLastAnnouncement() {
        found.hear(alive("S1", "Bay 1", "192.168.1.51"), ONE, 0);
        found.hear(alive("S1", "Bay 1", "192.168.1.51"), ONE, 5 * SECOND);
        assertThat(found.list(8 * SECOND))
                .containsExactly(new FoundPrinter("S1", "Bay 1", "C12", "192.168.1.51", "01.09.00.00", 3, List.of()));
    }

    @Test
    void renamedPrinterShowsItsNewNameOnly() {
        found.hear(alive("S1", "old", "192.168.1.51"), ONE, 0);
        found.hear(alive("S1", "new", "192.168.1.51"), ONE, SECOND);
        assertThat(found.list(SECOND)).extracting(FoundPrinter::name).containsExactly("new");
    }

    @Test
    void farewellTakesItAway() {
        found.hear(alive("S1", "Bay 1", "192.168.1.51"), ONE, 0);
        found.hear(new Announcement(true, "S1", "", "", "", ""), ONE, SECOND);
        assertThat(found.list(SECOND)).isEmpty();
    }

    @Test
    void twoPrintersWithOneSerialAreBothMarked() {
        found.hear(alive("S1", "Bay 1", "192.168.1.51"), ONE, 0);
        found.hear(alive("S1", "Bay 2", "192.168.1.52"), TWO, 0);
        List<FoundPrinter> list = found.list(0);
        assertThat(list.get(0).conflicts())
                .containsExactly(new Conflict(Conflict.Code.SERIAL_ANNOUNCED_BY_TWO, "192.168.1.52"));
        assertThat(list.get(1).conflicts())
                .containsExactly(new Conflict(Conflict.Code.SERIAL_ANNOUNCED_BY_TWO, "192.168.1.51"));
    }

    @Test
    void oneSerialAtTwoAddressesIsMarked() {
        found.hear(alive("S1", "Bay 1", "192.168.1.51"), ONE, 0);
        found.hear(alive("S1", "Bay 1", "10.0.0.51"), ONE, 0);
        assertThat(found.list(0))
                .hasSize(2)
                .allSatisfy(printer -> assertThat(printer.conflicts())
                        .extracting(Conflict::code)
                        .containsExactly(Conflict.Code.SERIAL_AT_TWO_ADDRESSES));
    }

    @Test
    void printerThatIsHeardFromTwoOfItsAddressesIsNoConflict() {
        found.hear(alive("S1", "Bay 1", "192.168.1.51"), ONE, 0);
        found.hear(alive("S1", "Bay 1", "192.168.1.51"), TWO, SECOND);
        assertThat(found.list(SECOND)).singleElement().satisfies(printer -> {
            assertThat(printer.conflicts()).isEmpty();
            assertThat(printer.ageSeconds()).isZero();
        });
    }

    @Test
    void whoTellsNoAddressIsListedWhereItWasHeardFrom() {
        found.hear(alive("S1", "Bay 1", ""), TWO, 0);
        assertThat(found.list(0)).extracting(FoundPrinter::address).containsExactly("192.168.1.52");
    }

    @Test
    void listIsInTheOrderOfAddresses() {
        for (String last : List.of("10", "9", "100")) {
            found.hear(alive("S" + last, "x", "192.168.1." + last), ONE, 0);
        }
        assertThat(found.list(0))
                .extracting(FoundPrinter::address)
                .containsExactly("192.168.1.9", "192.168.1.10", "192.168.1.100");
    }

    @Test
    void floodOfInventedSerialsIsBounded() {
        for (int i = 0; i < 3 * FoundPrinters.MAX_PRINTERS; i++) {
            found.hear(alive("S" + i, "x", "192.168.1.51"), ONE, 0);
        }
        assertThat(found.list(0)).hasSize(FoundPrinters.MAX_PRINTERS);
        assertThat(found.isFull()).isTrue();
    }

    @Test
    void manyAddressesOfOneSerialListAFewConflictsEach() {
        for (int i = 0; i < 500; i++) {
            found.hear(alive("S1", "x", "192.168.1." + i), ONE, 0);
        }
        assertThat(found.list(0))
                .hasSize(500)
                .allMatch(printer -> printer.conflicts().size() <= 8);
    }

    @Test
    void jsonHasTheDocumentedShape() throws JsonProcessingException {
        found.hear(alive("S1", "Bay 1", "192.168.1.51"), ONE, 0);
        found.hear(alive("S1", "Bay 1", "192.168.1.52"), ONE, 0);
        assertThat(new ObjectMapper().writeValueAsString(found.list(2 * SECOND).get(0)))
                .isEqualTo("{\"serial\":\"S1\",\"name\":\"Bay 1\",\"model\":\"C12\",\"address\":\"192.168.1.51\","
                        + "\"firmware\":\"01.09.00.00\",\"ageSeconds\":2,"
                        + "\"conflicts\":[{\"code\":\"SERIAL_AT_TWO_ADDRESSES\",\"address\":\"192.168.1.52\"}]}");
    }

    private static Announcement alive(String serial, String name, String address) {
        return new Announcement(false, serial, name, "C12", address, "01.09.00.00");
    }
}
