package org.printfarm.host.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.Loadout;
import org.printfarm.api.Loadout.Ams;
import org.printfarm.api.Nozzle;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.Spool;
import org.printfarm.host.text.Suggestion;

/** The keys {@code nozzle} and {@code filaments} of a printer → {@link Loadout}. */
final class LoadoutReader {

    static final String NOZZLE = "nozzle";
    static final String FILAMENTS = "filaments";

    private static final String RIGHT = "right";
    private static final String LEFT = "left";
    private static final String EXTERNAL = "external";
    private static final String EXTERNAL_LEFT = "external-left";
    private static final String AMS = "ams";
    private static final String HIGH_FLOW = "high-flow";

    private static final String ONE_NOZZLE =
            Suggestion.either(Nozzle.DIAMETERS) + ", with " + HIGH_FLOW + " after it or not";

    private final Reporter reporter;
    private final PrinterModel model;

    LoadoutReader(Reporter reporter, PrinterModel model) {
        this.reporter = reporter;
        this.model = model;
    }

    /** Reads both keys; what is wrong is reported, and what the model is sold with stands in. */
    Loadout read(Section section) {
        Section filaments = section.section(FILAMENTS);
        filaments.reportUnknown(
                isDual() ? List.of(EXTERNAL, EXTERNAL_LEFT, AMS) : List.of(EXTERNAL, AMS),
                isDual() ? List.of() : List.of(EXTERNAL_LEFT));
        if (!isDual() && filaments.has(EXTERNAL_LEFT)) {
            reporter.mistake(filaments.placeOf(EXTERNAL_LEFT), onlyOne("nozzle"));
        }
        SpoolReader spools = new SpoolReader(reporter);
        Spool right = filaments.value(EXTERNAL).flatMap(spools::read).orElse(Spool.GENERIC_PLA);
        List<Spool> external = new ArrayList<>(List.of(right));
        if (isDual()) {
            external.add(filaments.value(EXTERNAL_LEFT).flatMap(spools::read).orElse(right));
        }
        return new Loadout(nozzles(section), external, ams(filaments, spools));
    }

    private List<Nozzle> nozzles(Section section) {
        Optional<Node> written = section.value(NOZZLE);
        if (written.isPresent() && written.get() instanceof Node.Mapping mapping) {
            if (!isDual()) {
                reporter.mistake(mapping.place(), onlyOne("nozzle"));
                return List.of(Nozzle.STANDARD);
            }
            Section sides = new Section(mapping.place(), mapping.entries(), reporter);
            sides.reportUnknown(List.of(LEFT, RIGHT), List.of());
            return List.of(nozzle(sides, RIGHT), nozzle(sides, LEFT));
        }
        return Collections.nCopies(model.nozzles(), nozzle(section, NOZZLE));
    }

    private Nozzle nozzle(Section section, String key) {
        Optional<Node.Text> text = section.text(key, ONE_NOZZLE);
        Optional<Nozzle> nozzle = text.flatMap(one -> nozzle(one.text()));
        if (text.isPresent() && nozzle.isEmpty()) {
            reporter.mistake(
                    text.get().place(),
                    "expected " + ONE_NOZZLE + ", got "
                            + Printable.value(text.get().text()));
        }
        return nozzle.orElse(Nozzle.STANDARD);
    }

    private static Optional<Nozzle> nozzle(String text) {
        String[] words = text.strip().split("\\s+", -1);
        boolean highFlow = words.length == 2 && words[1].equals(HIGH_FLOW);
        boolean sound = Nozzle.DIAMETERS.contains(words[0]) && (words.length == 1 || highFlow);
        return sound ? Optional.of(new Nozzle(words[0], highFlow)) : Optional.empty();
    }

    private List<Ams> ams(Section filaments, SpoolReader spools) {
        List<Ams> units = new ArrayList<>();
        for (Node unit : items(filaments.value(AMS), "a list of AMS units", Loadout.MAX_UNITS)) {
            List<Optional<Spool>> trays = new ArrayList<>();
            for (Node tray : items(Optional.of(unit), "a list of trays", Ams.TRAYS)) {
                trays.add(spools.readTray(tray));
            }
            while (trays.size() < Ams.TRAYS) {
                trays.add(Optional.empty());
            }
            units.add(new Ams(trays));
        }
        return units;
    }

    private List<Node> items(Optional<Node> written, String expected, int most) {
        if (written.isEmpty()) {
            return List.of();
        }
        if (!(written.get() instanceof Node.Sequence list)) {
            reporter.expected(expected, written.get());
            return List.of();
        }
        if (list.items().size() > most) {
            reporter.mistake(list.items().get(most).place(), "expected at most " + most + " of them");
        }
        return list.items().stream().limit(most).toList();
    }

    private boolean isDual() {
        return model.nozzles() > 1;
    }

    private String onlyOne(String what) {
        return "the " + model.displayName() + " has one " + what;
    }
}
