package org.printfarm.host.dispatch.match;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.printfarm.api.Loadout;
import org.printfarm.api.Loadout.Ams;
import org.printfarm.api.Spool;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.host.dispatch.match.Requirements.Filament;
import org.printfarm.host.dispatch.match.TrayMatch.Held;

/**
 * What a pool's machines have loaded, as the AMS units of one printer: each filament once, whatever machines have it.
 *
 * @param places one for each tray that the printer shows, unit after unit; empty where it shows none
 */
public record MergedTrays(List<Optional<Filament>> places) {

    private static final String OPAQUE = "FF";

    /** Nothing is shown. */
    public static final MergedTrays NONE = new MergedTrays(List.of());

    private static final Comparator<Filament> BY_NAME = Comparator.comparing(Filament::material)
            .thenComparing(filament -> filament.preset().orElse(""))
            .thenComparing(filament -> filament.colour().orElse(-1));

    /** Copies the list, and fills the last unit up. */
    public MergedTrays {
        List<Optional<Filament>> whole = new ArrayList<>(places);
        while (whole.size() % Ams.TRAYS != 0) {
            whole.add(Optional.empty());
        }
        places = List.copyOf(whole);
    }

    /**
     * Takes the trays of all machines together. What was shown and is still there keeps its place, for a slicer may have mapped to
     * it; what is gone leaves its place; what is new takes the first free one, that of most machines first. What finds no place
     * is not shown.
     *
     * @param machines the trays of each
     * @param units AMS units that the printer's model shows
     * @return the next view
     */
    public MergedTrays next(List<List<Tray>> machines, int units) {
        Map<Filament, Integer> counts = new HashMap<>();
        for (List<Tray> trays : machines) {
            Set<Filament> held = new HashSet<>();
            trays.forEach(tray -> shown(tray).ifPresent(held::add));
            held.forEach(filament -> counts.merge(filament, 1, Integer::sum));
        }
        List<Optional<Filament>> next = new ArrayList<>(Collections.nCopies(units * Ams.TRAYS, Optional.empty()));
        for (int place = 0; place < Math.min(next.size(), places.size()); place++) {
            next.set(place, places.get(place).filter(counts::containsKey));
        }
        List<Filament> fresh = new ArrayList<>(counts.keySet());
        fresh.removeIf(filament -> next.contains(Optional.of(filament)));
        fresh.sort(Comparator.comparing((Filament filament) -> -counts.getOrDefault(filament, 0))
                .thenComparing(BY_NAME));
        for (Filament filament : fresh) {
            int place = next.indexOf(Optional.<Filament>empty());
            if (place >= 0) {
                next.set(place, Optional.of(filament));
            }
        }
        return new MergedTrays(next);
    }

    /** Only what a slicer can be shown: material, colour and preset are known. */
    private static Optional<Filament> shown(Tray tray) {
        Held held = Held.of(tray);
        boolean whole = Spool.isType(held.material())
                && held.colour().isPresent()
                && held.preset().filter(Spool::isPreset).isPresent();
        return whole ? Optional.of(new Filament(held.material(), held.colour(), held.preset())) : Optional.empty();
    }

    /** As a printer's loadout has them; units without anything in them are left out at the end. */
    public List<Ams> units() {
        List<Ams> units = new ArrayList<>();
        for (int first = 0; first < places.size(); first += Ams.TRAYS) {
            List<Optional<Spool>> trays = places.subList(first, first + Ams.TRAYS).stream()
                    .map(place -> place.map(MergedTrays::spool))
                    .toList();
            units.add(new Ams(trays));
        }
        while (!units.isEmpty() && units.get(units.size() - 1).trays().stream().allMatch(Optional::isEmpty)) {
            units.remove(units.size() - 1);
        }
        return units;
    }

    /** As a machine tells its trays; places that show nothing are trays that hold nothing. */
    public List<Tray> trays() {
        List<Tray> trays = new ArrayList<>();
        int shown = units().size() * Ams.TRAYS;
        for (int place = 0; place < shown; place++) {
            Optional<Filament> filament = places.get(place);
            trays.add(new Tray(
                    new TraySlot(place / Ams.TRAYS, place % Ams.TRAYS),
                    filament.map(Filament::material),
                    filament.map(one ->
                            String.format(Locale.ROOT, "%06X", one.colour().orElseThrow())),
                    filament.flatMap(Filament::preset),
                    Optional.empty(),
                    OptionalInt.empty()));
        }
        return trays;
    }

    /** What is shown, by its place. */
    public Map<Integer, Filament> byPlace() {
        Map<Integer, Filament> byPlace = new HashMap<>();
        for (int place = 0; place < places.size(); place++) {
            int number = place;
            places.get(place).ifPresent(filament -> byPlace.put(number, filament));
        }
        return byPlace;
    }

    /** The trays of one machine, each in its own place. */
    public static MergedTrays of(List<Tray> trays) {
        List<Optional<Filament>> places =
                new ArrayList<>(Collections.nCopies(Loadout.MAX_UNITS * Ams.TRAYS, Optional.empty()));
        for (Tray tray : trays) {
            int place = tray.slot().unit() * Ams.TRAYS + tray.slot().slot();
            if (place < places.size()) {
                Held held = Held.of(tray);
                places.set(
                        place,
                        held.material().isEmpty()
                                ? Optional.empty()
                                : Optional.of(new Filament(held.material(), held.colour(), held.preset())));
            }
        }
        return new MergedTrays(places);
    }

    /** The trays that a printer shows by its own configuration. */
    public static MergedTrays of(Loadout loadout) {
        List<Optional<Filament>> places = new ArrayList<>();
        loadout.ams().forEach(unit -> unit.trays().forEach(tray -> places.add(tray.map(MergedTrays::filament))));
        return new MergedTrays(places);
    }

    private static Filament filament(Spool spool) {
        return new Filament(
                Material.normal(spool.type()),
                RequirementsReader.colour(spool.colour()),
                RequirementsReader.preset(spool.preset()));
    }

    private static Spool spool(Filament filament) {
        String colour = String.format(Locale.ROOT, "%06X", filament.colour().orElseThrow()) + OPAQUE;
        return new Spool(filament.material(), colour, filament.preset().orElseThrow(), Optional.empty());
    }

    /**
     * What a slicer that was shown this meant when it mapped channels to trays: not a tray of any machine, but a filament.
     *
     * @param mapping the tray of each channel, as the slicer sent it
     * @return by the channel's number; channels without a tray, or with one that shows nothing, are left out
     */
    public Map<Integer, Filament> wishes(List<Optional<TraySlot>> mapping) {
        Map<Integer, Filament> wishes = new HashMap<>();
        for (int channel = 0; channel < mapping.size(); channel++) {
            int number = channel;
            mapping.get(channel).flatMap(this::at).ifPresent(filament -> wishes.put(number, filament));
        }
        return wishes;
    }

    private Optional<Filament> at(TraySlot slot) {
        int place = slot.unit() * Ams.TRAYS + slot.slot();
        return place >= 0 && place < places.size() ? places.get(place) : Optional.empty();
    }
}
