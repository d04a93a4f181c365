package org.printfarm.host.dispatch.match;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.host.config.MatchRules;
import org.printfarm.host.config.MatchRules.Colour;
import org.printfarm.host.config.MatchRules.Preset;
import org.printfarm.host.config.MatchRules.Source;
import org.printfarm.host.dispatch.match.Requirements.Channel;
import org.printfarm.host.dispatch.match.Requirements.Filament;

/**
 * How a tray does for a channel.
 *
 * @param code {@link Code#READY} when it does, else what speaks against it
 * @param rank the lower the better
 * @param deltaE how far the colour is off, CIEDE2000, rounded up, at most {@value #FARTHEST}; 0 when a colour is unknown
 */
record TrayMatch(Code code, Rank rank, int deltaE) {

    /** Colours that are farther off are all the same. */
    static final int FARTHEST = 100;

    private static final int HEX = 16;
    private static final Map<Code, TrayMatch> NO = Arrays.stream(Code.values())
            .collect(Collectors.toMap(
                    code -> code,
                    code -> new TrayMatch(code, Rank.MATERIAL, 0),
                    (one, other) -> one,
                    () -> new EnumMap<>(Code.class)));

    /** How well a tray fits, best first. */
    enum Rank {
        /** Somebody chose it. */
        PINNED,
        /** The same preset and the same colour. */
        PRESET_AND_COLOUR,
        /** The same colour. */
        SAME_COLOUR,
        /** A similar colour. */
        SIMILAR_COLOUR,
        /** The material alone. */
        MATERIAL
    }

    /**
     * What a tray holds, as far as the rules for filament go.
     *
     * @param material in upper case; empty text when it holds nothing that is known
     * @param colour RRGGBB
     * @param preset the slicer's id
     */
    record Held(String material, OptionalInt colour, Optional<String> preset) {

        static Held of(Tray tray) {
            OptionalInt colour = tray.colour()
                    .map(digits -> OptionalInt.of(Integer.parseInt(digits, HEX)))
                    .orElse(OptionalInt.empty());
            return new Held(tray.material().map(Material::normal).orElse(""), colour, tray.preset());
        }
    }

    /** By the filament alone. */
    static TrayMatch of(Filament wanted, Held held, MatchRules rules) {
        if (held.material.isEmpty()
                || (!wanted.material().isEmpty()
                        && !Material.isSame(wanted.material(), held.material, rules.material()))) {
            return no(Code.MATERIAL);
        }
        if (rules.preset() == Preset.EXACT
                && wanted.preset().isPresent()
                && !wanted.preset().equals(held.preset)) {
            return no(held.preset.isPresent() ? Code.PRESET : Code.PRESET_UNKNOWN);
        }
        if (rules.colour() == Colour.EXACT && isOtherFinish(wanted.preset(), held.preset)) {
            return no(Code.FINISH);
        }
        return colour(wanted, held, rules);
    }

    private static TrayMatch colour(Filament wanted, Held held, MatchRules rules) {
        if (wanted.colour().isEmpty()) {
            return new TrayMatch(Code.READY, Rank.MATERIAL, 0);
        }
        if (held.colour.isEmpty()) {
            return rules.colour() == Colour.ANY
                    ? new TrayMatch(Code.READY, Rank.MATERIAL, FARTHEST)
                    : no(Code.COLOUR_UNKNOWN);
        }
        double distance = ColourDistance.of(wanted.colour().getAsInt(), held.colour.getAsInt());
        int shown = (int) Math.min(FARTHEST, Math.ceil(distance));
        if (distance == 0) {
            boolean samePreset = wanted.preset().isPresent() && wanted.preset().equals(held.preset);
            return new TrayMatch(Code.READY, samePreset ? Rank.PRESET_AND_COLOUR : Rank.SAME_COLOUR, 0);
        }
        if (rules.colour() != Colour.EXACT && distance <= rules.deltaE()) {
            return new TrayMatch(Code.READY, Rank.SIMILAR_COLOUR, shown);
        }
        return new TrayMatch(rules.colour() == Colour.ANY ? Code.READY : Code.COLOUR, Rank.MATERIAL, shown);
    }

    private static boolean isOtherFinish(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && Material.finish(one.get()) != Material.finish(other.get());
    }

    /** By where the tray is, after the filament: whether this channel may be fed from there. */
    TrayMatch at(Tray tray, Channel channel, boolean dual, MatchRules rules) {
        if (isOtherSide(tray, channel, dual)) {
            return code == Code.READY ? no(Code.SIDE) : this;
        }
        if (channel.pin().isPresent()) {
            boolean chosen = channel.pin().get().slot().equals(tray.slot()) && isAllowedByHand();
            return chosen ? new TrayMatch(Code.READY, Rank.PINNED, deltaE) : no(Code.PIN);
        }
        Source barred = tray.slot().isExternal() ? Source.AMS : Source.EXTERNAL;
        return code == Code.READY && rules.source() == barred ? no(Code.SOURCE) : this;
    }

    /** Who names a tray has looked at its colour. */
    private boolean isAllowedByHand() {
        return code == Code.READY || code == Code.COLOUR || code == Code.COLOUR_UNKNOWN || code == Code.FINISH;
    }

    private static boolean isOtherSide(Tray tray, Channel channel, boolean dual) {
        return dual
                && channel.side().isPresent()
                && side(tray).orElse(channel.side().getAsInt())
                        != channel.side().getAsInt();
    }

    /** The nozzle that a tray of a machine with two feeds; empty when it feeds either, or nobody knows. */
    static OptionalInt side(Tray tray) {
        return tray.nozzle().isPresent() || !tray.slot().isExternal()
                ? tray.nozzle()
                : OptionalInt.of(TraySlot.EXTERNAL - tray.slot().unit());
    }

    private static TrayMatch no(Code code) {
        return Objects.requireNonNull(NO.get(code));
    }

    /** Whether the tray may feed the channel. */
    boolean fits() {
        return code == Code.READY;
    }
}
