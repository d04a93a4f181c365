package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.Loadout;
import org.printfarm.api.Nozzle;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.Spool;

/** What printers are fitted and loaded with, as the file says it. */
final class LoadoutReaderTest {

    @TempDir
    private Path folder;

    private Farms farm(String model, String defaults, String printer) {
        return new Farms(folder).load("""
                farm: {name: workshop}
                defaults: {access-code: '%s'%s}
                printers:
                  bay-1:
                    model: %s
                    address: 192.168.1.51
                    %s
                """.formatted(Farms.SECRET, defaults, model, printer));
    }

    private Loadout loadout(String model, String defaults, String printer) {
        Farms farms = farm(model, defaults, printer);
        assertThat(farms.messages()).isEmpty();
        return farms.printer("bay-1").printer().loadout();
    }

    @Test
    void withoutAWordEveryModelHasGenericPlaAndStandardNozzles() {
        for (PrinterModel model : PrinterModel.values()) {
            Loadout loadout = loadout(model.displayName(), "", "");
            assertThat(loadout).isEqualTo(Loadout.standard(model));
            assertThat(loadout.nozzles()).hasSize(model.nozzles()).containsOnly(new Nozzle("0.4", false));
            assertThat(loadout.external()).containsOnly(new Spool("PLA", "FFFFFFFF", "GFL99", Optional.empty()));
        }
    }

    @Test
    void filamentsAreReadTrayByTray() {
        Loadout loadout = loadout("P1S", "", """
                filaments:
                      external: {type: petg, colour: "#00ff7f"}
                      ams:
                        - [{type: PLA, colour: FF0000, preset: GFA00, remaining: 80%}, empty, {colour: "#11223344"}]
                """);
        assertThat(loadout.external()).containsExactly(new Spool("PETG", "00FF7FFF", "GFG99", Optional.empty()));
        assertThat(loadout.ams())
                .containsExactly(new Loadout.Ams(List.of(
                        Optional.of(new Spool("PLA", "FF0000FF", "GFA00", Optional.of(80))),
                        Optional.empty(),
                        Optional.of(new Spool("PLA", "11223344", "GFL99", Optional.empty())),
                        Optional.empty())));
    }

    @Test
    void twoNozzlesAreNamedByTheirSideAndOneValueIsForBoth() {
        assertThat(loadout("H2D", "", "nozzle: {left: 0.6, right: 0.4 high-flow}")
                        .nozzles())
                .containsExactly(new Nozzle("0.4", true), new Nozzle("0.6", false));
        assertThat(loadout("H2D", "", "nozzle: 0.2").nozzles())
                .containsExactly(new Nozzle("0.2", false), new Nozzle("0.2", false));
        assertThat(loadout("H2D", "", "filaments: {external: {type: ABS}, external-left: {type: PVA}}")
                        .external())
                .extracting(Spool::preset)
                .containsExactly("GFB99", "GFS99");
    }

    @Test
    void defaultsHoldForPrintersThatSayNothing() {
        String defaults = ", nozzle: 0.6, filaments: {external: {type: ASA}}";
        assertThat(loadout("A1", defaults, "").nozzles()).containsExactly(new Nozzle("0.6", false));
        assertThat(loadout("A1", defaults, "").external())
                .extracting(Spool::type)
                .containsExactly("ASA");
        assertThat(loadout("A1", defaults, "nozzle: 0.8").nozzles()).containsExactly(new Nozzle("0.8", false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "P1S | nozzle: 0.5 | bay-1.nozzle: expected 0.2, 0.4, 0.6 or 0.8, with high-flow after it or not, got \"0.5\"",
                "P1S | nozzle: {left: 0.4, right: 0.4} | bay-1.nozzle: the P1S has one nozzle",
                "H2D | nozzle: {left: 0.4, rigth: 0.6} | bay-1.nozzle.rigth: unknown key (did you mean right?)",
                "P1S | filaments: {extern: {type: PLA}} | bay-1.filaments.extern: unknown key (did you mean external?)",
                "P1S | filaments: {external-left: {type: PLA}} | bay-1.filaments.external-left: the P1S has one nozzle",
                "P1S | filaments: {external: PLA} | bay-1.filaments.external: expected a filament like {type: PLA, colour: \"#FFFFFF\"}, got a single value",
                "P1S | filaments: {external: {type: PTEG}} | bay-1.filaments.external.type: expected a material with a generic filament, or its preset beside it, got \"PTEG\" (did you mean PETG?)",
                "P1S | filaments: {external: {color: red}} | bay-1.filaments.external.color: unknown key (did you mean colour?)",
                "P1S | filaments: {external: {colour: red}} | bay-1.filaments.external.colour: expected a colour like \"#FFFFFF\", got \"red\"",
                "P1S | filaments: {external: {preset: a/b}} | bay-1.filaments.external.preset: expected the slicer's id of a filament, like GFL99, got \"a/b\"",
                "P1S | filaments: {ams: [[{remaining: 101}]]} | ams[0][0].remaining: expected percent from 0 to 100, got \"101\"",
                "P1S | filaments: {ams: [[empty, empty, empty, empty, empty]]} | expected at most 4 of them",
                "P1S | filaments: {ams: 4} | bay-1.filaments.ams: expected a list of AMS units, got a single value"
            })
    void aMistakeIsNamedWithItsPlace(String model, String line, String message) {
        List<String> messages = farm(model, "", line).messages();
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0)).startsWith("farm.yaml:7:").contains(message);
    }
}
