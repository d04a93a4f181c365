package org.printfarm.host.dispatch.match;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.printfarm.host.config.MatchRules.MaterialRule;

/** What slicers and machines call materials. Source of what is one: the protocol notes, section 9. */
final class Material {

    private static final Set<String> ONE = Set.of("PA-CF", "PA12-CF", "PAHT-CF");

    /** The plastic, its grade, its fibres: {@code PAHT-CF}, {@code PLA+}, {@code PA6-GF}. */
    private static final Pattern PARTS = Pattern.compile(
            "(PLA|PETG|PET|ABS|ASA|PA|PC|TPU|PPA|PPS|PP|PE)" + "(?:HT|HF|HS|[0-9]{1,2}|\\+| HF| HS)?(-CF|-GF)?");

    /** Presets of PLA whose surface differs from that of PLA Basic. Source: the stock slicer's filament profiles. */
    private static final Map<String, Finish> FINISHES = Map.of(
            "GFA01",
            Finish.MATTE,
            "GFL01",
            Finish.MATTE,
            "GFA05",
            Finish.SILK,
            "GFA06",
            Finish.SILK,
            "GFL96",
            Finish.SILK);

    private Material() {}

    /** How the surface of a filament looks. */
    enum Finish {
        PLAIN,
        MATTE,
        SILK
    }

    /** As it is compared. */
    static String normal(String told) {
        return told.strip().toUpperCase(Locale.ROOT);
    }

    /** Whether one stands for the other. Both normal. */
    static boolean isSame(String one, String other, MaterialRule rule) {
        if (one.equals(other) || (ONE.contains(one) && ONE.contains(other))) {
            return true;
        }
        return rule == MaterialRule.FAMILY && family(one).equals(family(other));
    }

    private static String family(String material) {
        Matcher parts = PARTS.matcher(material);
        return parts.matches() ? parts.group(1) + (parts.group(2) == null ? "" : parts.group(2)) : material;
    }

    /** How a filament of a preset looks. */
    static Finish finish(String preset) {
        return FINISHES.getOrDefault(preset, Finish.PLAIN);
    }
}
