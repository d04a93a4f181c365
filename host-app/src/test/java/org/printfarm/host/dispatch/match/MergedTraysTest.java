package org.printfarm.host.dispatch.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.Loadout.Ams;
import org.printfarm.api.Spool;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.host.config.PoolEntry;

/** What the printer of a pool shows, and when its prints may begin. */
final class MergedTraysTest {

    private static final String RED = "PLA FF0000 GFA00";
    private static final String BLUE = "PLA 0000FF GFA00";
    private static final String GREEN = "PETG 00FF00 GFG99";

    private static List<Tray> machine(String... filaments) {
        return Arrays.stream(filaments)
                .map(filament -> Cases.tray("0.0 " + filament))
                .toList();
    }

    private static List<String> shown(MergedTrays trays) {
        return trays.places().stream()
                .map(place -> place.map(filament -> filament.equals(Cases.filament(RED))
                                ? "red"
                                : filament.equals(Cases.filament(BLUE)) ? "blue" : "green")
                        .orElse("-"))
                .toList();
    }

    @Test
    void whatMostMachinesHaveComesFirst() {
        MergedTrays trays = MergedTrays.NONE.next(
                List.of(machine(GREEN, BLUE), machine(BLUE, RED, RED, RED), machine(BLUE, RED)), 1);
        assertThat(shown(trays)).containsExactly("blue", "red", "green", "-");
    }

    @Test
    void whatStaysKeepsItsPlaceAndWhatGoesLeavesIt() {
        MergedTrays first = MergedTrays.NONE.next(List.of(machine(BLUE), machine(BLUE, RED)), 1);
        MergedTrays second = first.next(List.of(machine(RED), machine(RED, GREEN)), 1);
        assertThat(shown(first)).containsExactly("blue", "red", "-", "-");
        assertThat(shown(second)).containsExactly("green", "red", "-", "-");
    }

    @Test
    void noMoreIsShownThanTheModelHasPlacesForAndNothingThatIsHalfKnown() {
        MergedTrays trays = MergedTrays.NONE.next(
                List.of(machine(
                        "PLA 000001 GFA00",
                        "PLA 000002 GFA00",
                        "PLA 000003 GFA00",
                        "PLA 000004 GFA00",
                        "PLA 000005 GFA00",
                        "PLA - GFA00",
                        "PLA 000000 -",
                        "-")),
                1);
        assertThat(trays.places()).hasSize(4).allMatch(Optional::isPresent);
    }

    @Test
    void aPrinterIsLoadedWithIt() {
        MergedTrays trays = MergedTrays.NONE.next(List.of(machine(RED)), 2);
        assertThat(trays.units())
                .containsExactly(new Ams(List.of(
                        Optional.of(new Spool("PLA", "FF0000FF", "GFA00", Optional.empty())),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
    }

    @Test
    void whatASlicerMapsToIsAWishForAFilament() {
        MergedTrays trays = MergedTrays.NONE.next(List.of(machine(RED, BLUE)), 1);
        int red = shown(trays).indexOf("red");
        assertThat(trays.wishes(List.of(
                        Optional.empty(),
                        Optional.of(new TraySlot(0, red)),
                        Optional.of(new TraySlot(0, 3)),
                        Optional.of(new TraySlot(255, 0)))))
                .isEqualTo(Map.of(1, Cases.filament(RED)));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0, 0, -, 12:00, 2, -",
        "2, 0, 1, -, 12:00, 1, -",
        "2, 0, 2, -, 12:00, 0, AT_ONCE",
        "2, 0, 3, -, 12:00, 0, AT_ONCE",
        "2, 60, 0, -, 12:00, 1, -",
        "2, 60, 0, 59, 12:00, 0, EVERY",
        "2, 60, 0, 60, 12:00, 1, -",
        "2, 0, 0, -, 22:00, 0, HOURS",
        "2, 0, 0, -, 06:59, 0, HOURS"
    })
    void prints(int atOnce, int every, int begun, String since, String time, int atMost, String code) {
        PoolEntry.Hours day = new PoolEntry.Hours(LocalTime.of(7, 0), LocalTime.of(22, 0));
        StartRule rule = StartRule.of(
                new PoolEntry.Start(atOnce, Duration.ofSeconds(every), Optional.of(day)),
                begun,
                since.equals("-") ? Optional.empty() : Optional.of(Duration.ofSeconds(Long.parseLong(since))),
                LocalTime.parse(time));
        assertThat(rule.atMost()).isEqualTo(atMost);
        assertThat(rule.waits().map(finding -> finding.code().name()).orElse("-"))
                .isEqualTo(code);
    }
}
