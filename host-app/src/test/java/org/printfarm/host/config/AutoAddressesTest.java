package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.config.ConfigLoader.Serials;

/** Which address of the pool a printer gets, and that it keeps it. */
final class AutoAddressesTest {

    private static final String ADDRESSES = """
            farm: {addresses: {interface: eth0, pool: %s}}
            defaults: {access-code: Kn0wnC0d}
            printers:
            %s
            """;

    @TempDir
    private Path folder;

    private Farms farms;

    @BeforeEach
    void surroundings() {
        farms = new Farms(folder);
    }

    private Map<String, String> started(String pool, String printers) {
        farms.load(ADDRESSES.formatted(pool, printers), Serials.KEEP);
        assertThat(farms.problems().mistakes()).isEmpty();
        return farms.config().printers().stream()
                .collect(Collectors.toMap(
                        entry -> entry.printer().id(),
                        entry -> entry.printer().bindAddress().getHostAddress()));
    }

    private Map<String, String> started(String printers) {
        return started("192.168.1.51-54", printers);
    }

    @Test
    void printersTakeTheAddressesInOrderAndPassOverThoseThatOthersName() {
        assertThat(started("  one: {address: auto}\n  two: {address: 192.168.1.52}\n  bay-[1-2]: {address: auto}\n"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "one", "192.168.1.51",
                        "two", "192.168.1.52",
                        "bay-1", "192.168.1.53",
                        "bay-2", "192.168.1.54"));
        assertThat(farms.config().addresses().made()).containsOnlyKeys("one", "bay-1", "bay-2");
        assertThat(farms.printer("one").printer().advertisedAddress().getHostAddress())
                .isEqualTo("192.168.1.51");
    }

    @Test
    void aPrinterKeepsItsAddressWhateverBecomesOfTheOthers() {
        started("  one: {address: auto}\n  two: {address: auto}\n");
        assertThat(started("  new: {address: auto}\n  two: {address: auto}\n"))
                .containsEntry("two", "192.168.1.52")
                .containsEntry("new", "192.168.1.53");
        assertThat(started("  one: {address: auto}\n  two: {address: auto}\n")).containsEntry("one", "192.168.1.51");
    }

    @Test
    void theAddressOfOneThatLeftIsGivenAwayLast() {
        started("192.168.1.51-52", "  one: {address: auto}\n  two: {address: auto}\n");
        assertThat(started("192.168.1.51-52", "  two: {address: auto}\n  new: {address: auto}\n"))
                .containsEntry("new", "192.168.1.51");
        assertThat(started("192.168.1.51-53", "  new: {address: auto}\n  one: {address: auto}\n"))
                .containsEntry("new", "192.168.1.51")
                .containsEntry("one", "192.168.1.53");
    }

    @Test
    void anAddressThatThePoolHasNoMoreIsReplaced() {
        started("  one: {address: auto}\n");
        assertThat(started("[192.168.1.60, 192.168.2.254-192.168.3.1]", "  bay-[1-5]: {address: auto}\n"))
                .containsEntry("bay-1", "192.168.1.60")
                .containsEntry("bay-2", "192.168.2.254")
                .containsEntry("bay-5", "192.168.3.1");
    }

    @Test
    void whoOnlyLooksWritesNothingAndFindsWhatTheStartWillGive() {
        farms.load(ADDRESSES.formatted("192.168.1.51-54", "  one: {address: auto}\n"));
        assertThat(farms.config().addresses().given().get("one")).hasToString("/192.168.1.51");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aDamagedBookIsAMistakeAndStaysAsItIs() throws Exception {
        started("  one: {address: auto}\n");
        Path book = folder.resolve("data").resolve(AddressBook.FILE_NAME);
        assertThat(book).hasContent("one 192.168.1.51");
        Files.writeString(book, "one 192.168.1");
        farms.load(ADDRESSES.formatted("192.168.1.51-54", "  two: {address: auto}\n"), Serials.KEEP);
        assertThat(farms.messages()).singleElement().asString().contains("is damaged: restore it from a copy");
        assertThat(book).hasContent("one 192.168.1");
    }

    @Test
    void theOperatorMakesThemWhereTheFileSaysSo() {
        farms.load("""
                farm: {addresses: {mode: external, pool: 10.1.1.1}}
                defaults: {access-code: Kn0wnC0d}
                printers: {one: {address: auto}}
                """);
        assertThat(farms.problems().mistakes()).isEmpty();
        assertThat(farms.config().addresses().given()).containsOnlyKeys("one");
        assertThat(farms.config().addresses().made()).isEmpty();
    }
}
