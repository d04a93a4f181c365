package org.printfarm.host.dispatch.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.host.config.MatchRules;
import org.printfarm.host.config.MatchRules.Colour;
import org.printfarm.host.config.MatchRules.MaterialRule;
import org.printfarm.host.config.MatchRules.Preset;
import org.printfarm.host.config.MatchRules.Source;
import org.printfarm.host.dispatch.match.Requirements.Channel;
import org.printfarm.host.dispatch.match.Requirements.Filament;
import org.printfarm.host.dispatch.match.Requirements.Pin;
import org.printfarm.host.dispatch.match.TrayMatch.Held;
import org.printfarm.host.dispatch.match.TrayMatch.Rank;

/** One channel and one tray, a table for each rule. */
final class TrayMatchTest {

    @ParameterizedTest
    @CsvSource({
        "PLA, PLA, true, true",
        "PLA, pla, true, true",
        "PLA, PETG, false, false",
        "PLA, PLA+, false, true",
        "PLA, PLA-CF, false, false",
        "PA-CF, PAHT-CF, true, true",
        "PA12-CF, PAHT-CF, true, true",
        "PA-CF, PA6-CF, false, true",
        "PA-CF, PA-GF, false, false",
        "PETG, PETG HF, false, true",
        "PET-CF, PETG-CF, false, false",
        "ASA, ABS, false, false",
        "TPU, TPU-AMS, false, false",
        "PLA, PLA-AERO, false, false",
        "PLA, -, false, false",
        "-, ABS, true, true"
    })
    void materials(String wanted, String held, boolean exact, boolean family) {
        assertThat(match(wanted, held, MaterialRule.EXACT).fits()).isEqualTo(exact);
        assertThat(match(wanted, held, MaterialRule.FAMILY).fits()).isEqualTo(family);
    }

    private static TrayMatch match(String wanted, String held, MaterialRule rule) {
        MatchRules rules = new MatchRules(Colour.SIMILAR, 10, rule, Preset.ANY, Source.ANY, false);
        return TrayMatch.of(
                new Filament(wanted.equals("-") ? "" : wanted, OptionalInt.empty(), Optional.empty()),
                new Held(held.equals("-") ? "" : Material.normal(held), OptionalInt.empty(), Optional.empty()),
                rules);
    }

    private static Held held(String words) {
        return Held.of(Cases.tray("0.0 " + words));
    }

    @ParameterizedTest
    @CsvSource({
        "EXACT, FF0000, FF0000, READY, SAME_COLOUR",
        "EXACT, FF0000, FE0000, COLOUR, MATERIAL",
        "EXACT, FF0000, -, COLOUR_UNKNOWN, MATERIAL",
        "EXACT, -, 00FF00, READY, MATERIAL",
        "SIMILAR, FF0000, F00500, READY, SIMILAR_COLOUR",
        "SIMILAR, FF0000, 00FF00, COLOUR, MATERIAL",
        "SIMILAR, FF0000, -, COLOUR_UNKNOWN, MATERIAL",
        "ANY, FF0000, F00500, READY, SIMILAR_COLOUR",
        "ANY, FF0000, 00FF00, READY, MATERIAL",
        "ANY, FF0000, -, READY, MATERIAL"
    })
    void colours(Colour rule, String wanted, String held, Code code, Rank rank) {
        TrayMatch match = TrayMatch.of(Cases.filament("PLA " + wanted), held("PLA " + held), Cases.rules(rule));
        assertThat(match.code()).isEqualTo(code);
        assertThat(match.rank()).isEqualTo(rank);
    }

    @Test
    void aColourIsSimilarUpToTheSetting() {
        double distance = ColourDistance.of(0xFF0000, 0xC00000);
        for (int limit : new int[] {(int) Math.floor(distance), (int) Math.ceil(distance)}) {
            MatchRules rules = new MatchRules(Colour.SIMILAR, limit, MaterialRule.EXACT, Preset.ANY, Source.ANY, false);
            assertThat(TrayMatch.of(Cases.filament("PLA FF0000"), held("PLA C00000"), rules)
                            .fits())
                    .isEqualTo(distance <= limit);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GFA00, GFA00, ANY, SIMILAR, READY, PRESET_AND_COLOUR",
        "GFA00, GFA01, ANY, SIMILAR, READY, SAME_COLOUR",
        "GFA00, -, ANY, SIMILAR, READY, SAME_COLOUR",
        "GFA00, GFA00, EXACT, SIMILAR, READY, PRESET_AND_COLOUR",
        "GFA00, GFA01, EXACT, SIMILAR, PRESET, MATERIAL",
        "GFA00, -, EXACT, SIMILAR, PRESET_UNKNOWN, MATERIAL",
        "-, GFA01, EXACT, SIMILAR, READY, SAME_COLOUR",
        "GFA00, GFA01, ANY, EXACT, FINISH, MATERIAL",
        "GFA05, GFA01, ANY, EXACT, FINISH, MATERIAL",
        "GFA00, GFL99, ANY, EXACT, READY, SAME_COLOUR",
        "GFA00, -, ANY, EXACT, READY, SAME_COLOUR"
    })
    void presets(String wanted, String held, Preset preset, Colour colour, Code code, Rank rank) {
        MatchRules rules = new MatchRules(colour, 10, MaterialRule.EXACT, preset, Source.ANY, false);
        TrayMatch match = TrayMatch.of(Cases.filament("PLA FF0000 " + wanted), held("PLA FF0000 " + held), rules);
        assertThat(match.code()).isEqualTo(code);
        assertThat(match.rank()).isEqualTo(rank);
    }

    @ParameterizedTest
    @CsvSource({
        "ANY, 0.0, READY",
        "ANY, 255.0, READY",
        "AMS, 0.0, READY",
        "AMS, 255.0, SOURCE",
        "EXTERNAL, 0.0, SOURCE",
        "EXTERNAL, 254.0, READY"
    })
    void sources(Source source, String slot, Code code) {
        MatchRules rules = new MatchRules(Colour.ANY, 10, MaterialRule.EXACT, Preset.ANY, source, false);
        Tray tray = Cases.tray(slot + " PLA FF0000");
        assertThat(TrayMatch.of(Cases.filament("PLA FF0000"), Held.of(tray), rules)
                        .at(tray, Cases.channel(0, "PLA FF0000"), false, rules)
                        .code())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0/0, 0, true, READY",
        "0.0/0, 1, true, SIDE",
        "0.0/1, 1, true, READY",
        "0.0, 1, true, READY",
        "255.0, 0, true, READY",
        "255.0, 1, true, SIDE",
        "254.0, 1, true, READY",
        "0.0/0, 1, false, READY"
    })
    void sides(String slot, int side, boolean dual, Code code) {
        MatchRules rules = MatchRules.DEFAULT;
        Tray tray = Cases.tray(slot + " PLA FF0000");
        Channel channel = new Channel(0, Cases.filament("PLA FF0000"), 0, OptionalInt.of(side), Optional.empty());
        assertThat(TrayMatch.of(channel.filament(), Held.of(tray), rules)
                        .at(tray, channel, dual, rules)
                        .code())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0, PLA FF0000, READY, PINNED",
        "0.0, PLA 0000FF, READY, PINNED",
        "0.0, PETG FF0000, PIN, MATERIAL",
        "0.1, PLA FF0000, PIN, MATERIAL"
    })
    void pins(String slot, String held, Code code, Rank rank) {
        MatchRules rules = MatchRules.DEFAULT;
        Tray tray = Cases.tray(slot + " " + held);
        Pin pin = new Pin("left", new TraySlot(0, 0));
        Channel channel = new Channel(0, Cases.filament("PLA FF0000"), 0, OptionalInt.empty(), Optional.of(pin));
        TrayMatch match = TrayMatch.of(channel.filament(), Held.of(tray), rules).at(tray, channel, false, rules);
        assertThat(match.code()).isEqualTo(code);
        assertThat(match.rank()).isEqualTo(rank);
    }
}
