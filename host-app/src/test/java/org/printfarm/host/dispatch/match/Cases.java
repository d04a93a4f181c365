package org.printfarm.host.dispatch.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.MachineStatus.FittedNozzle;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.host.config.MatchRules;
import org.printfarm.host.config.MatchRules.Colour;
import org.printfarm.host.config.MatchRules.MaterialRule;
import org.printfarm.host.config.MatchRules.Preset;
import org.printfarm.host.config.MatchRules.Source;
import org.printfarm.host.dispatch.match.Requirements.Channel;
import org.printfarm.host.dispatch.match.Requirements.Filament;

/** Jobs and machines in few words: a filament is {@code PLA FF0000 GFA00}, with {@code -} for what is not known. */
final class Cases {

    private Cases() {}

    static MatchRules rules(Colour colour) {
        return new MatchRules(colour, MatchRules.DEFAULT_DELTA_E, MaterialRule.EXACT, Preset.ANY, Source.ANY, false);
    }

    static Filament filament(String words) {
        String[] parts = words.split(" ", -1);
        return new Filament(
                parts[0].equals("-") ? "" : parts[0],
                parts.length < 2 || parts[1].equals("-")
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(parts[1], 16)),
                parts.length < 3 || parts[2].equals("-") ? Optional.empty() : Optional.of(parts[2]));
    }

    static Channel channel(int number, String words) {
        return new Channel(number, filament(words), 0, OptionalInt.empty(), Optional.empty());
    }

    static Requirements job(PrinterModel model, String... filaments) {
        List<Channel> channels = new ArrayList<>();
        for (int number = 0; number < filaments.length; number++) {
            channels.add(channel(number, filaments[number]));
        }
        return new Requirements(List.of(model), Set.of(), List.of(), channels, 0, 0);
    }

    /** A tray: {@code 0.1 PLA FF0000}, of an AMS or, in units 254 and 255, an external spool. {@code /1} after it is its nozzle. */
    static Tray tray(String words) {
        String[] parts = words.split(" ", 2);
        String[] slot = parts[0].split("[./]", -1);
        Filament held = parts.length < 2 ? filament("-") : filament(parts[1]);
        return new Tray(
                new TraySlot(Integer.parseInt(slot[0]), Integer.parseInt(slot[1])),
                Optional.of(held.material()).filter(material -> !material.isEmpty()),
                held.colour().isPresent()
                        ? Optional.of(String.format("%06X", held.colour().getAsInt()))
                        : Optional.empty(),
                held.preset(),
                Optional.empty(),
                slot.length > 2 ? OptionalInt.of(Integer.parseInt(slot[2])) : OptionalInt.empty());
    }

    static Candidate machine(String id, PrinterModel model, String... trays) {
        return new Candidate(
                id,
                Optional.of(model),
                Set.of(),
                true,
                Collections.nCopies(model.nozzles(), new FittedNozzle("0.4", Optional.of(false))),
                OptionalLong.empty(),
                Arrays.stream(trays).map(Cases::tray).toList(),
                Optional.empty());
    }

    static Candidate waiting(Candidate machine, Code code) {
        return new Candidate(
                machine.id(),
                machine.model(),
                machine.tags(),
                machine.observed(),
                machine.nozzles(),
                machine.storageFreeBytes(),
                machine.trays(),
                Optional.of(Finding.of(code)));
    }

    static Waiting waiting(int number, Requirements needs) {
        return new Waiting("job-" + number, number, 0, needs, Optional.empty());
    }

    /** A plan as {@code 0.1 - 255.0}. */
    static String shown(TrayPlan plan) {
        List<String> trays = new ArrayList<>();
        for (Optional<TraySlot> tray : plan.trays()) {
            trays.add(tray.map(slot -> slot.unit() + "." + slot.slot()).orElse("-"));
        }
        return String.join(" ", trays);
    }
}
