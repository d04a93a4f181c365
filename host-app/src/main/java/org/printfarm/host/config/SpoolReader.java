package org.printfarm.host.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.printfarm.api.Spool;
import org.printfarm.host.text.Suggestion;

/** One filament of the file, for instance <code>{type: PLA, colour: "#FFFFFF", preset: GFL99}</code> → {@link Spool}. */
final class SpoolReader {

    private static final String EMPTY = "empty";
    private static final List<String> KEYS = List.of("type", "colour", "preset");
    private static final List<String> TRAY_KEYS = List.of("type", "colour", "preset", "remaining");
    private static final int ALL = 100;
    private static final Pattern COLOUR = Pattern.compile("#?([0-9A-Fa-f]{6})([0-9A-Fa-f]{2})?");
    private static final String OPAQUE = "FF";

    /** The generic filament of each material. Source: the slicers' own filament profiles. */
    private static final Map<String, String> GENERIC = new TreeMap<>(Map.of(
            "PLA", "GFL99",
            "PETG", "GFG99",
            "ABS", "GFB99",
            "ASA", "GFB98",
            "TPU", "GFU99",
            "PC", "GFC99",
            "PA", "GFN99",
            "PA-CF", "GFN98",
            "PVA", "GFS99"));

    private final Reporter reporter;

    SpoolReader(Reporter reporter) {
        this.reporter = reporter;
    }

    /** A tray: filament, or the word {@code empty}. */
    Optional<Spool> readTray(Node node) {
        boolean empty = node instanceof Node.Text text && text.text().equals(EMPTY);
        return empty ? Optional.empty() : read(node, TRAY_KEYS);
    }

    /** An external spool, whose remainder nobody measures. Empty when it cannot be used, which is reported. */
    Optional<Spool> read(Node node) {
        return read(node, KEYS);
    }

    private Optional<Spool> read(Node node, List<String> keys) {
        if (!(node instanceof Node.Mapping mapping)) {
            reporter.expected("a filament like {type: PLA, colour: \"#FFFFFF\"}", node);
            return Optional.empty();
        }
        Section section = new Section(mapping.place(), mapping.entries(), reporter);
        section.reportUnknown(keys, List.of());
        Spool usual = Spool.GENERIC_PLA;
        String type = value(section, "type", "a material like PLA or PETG", SpoolReader::type)
                .orElse(usual.type());
        String colour = value(section, "colour", "a colour like \"#FFFFFF\"", SpoolReader::colour)
                .orElse(usual.colour());
        Optional<Integer> remaining = value(section, "remaining", "percent from 0 to " + ALL, SpoolReader::percent);
        return Optional.of(new Spool(type, colour, preset(section, type), remaining));
    }

    private String preset(Section section, String type) {
        if (!section.has("preset") && !GENERIC.containsKey(type)) {
            reporter.mistake(
                    section.placeOf("type"),
                    "expected a material with a generic filament, or its preset beside it, got " + Printable.value(type)
                            + Suggestion.orAll(type, GENERIC.keySet()));
        }
        return value(
                        section,
                        "preset",
                        "the slicer's id of a filament, like GFL99",
                        text -> Optional.of(text).filter(Spool::isPreset))
                .orElse(GENERIC.getOrDefault(type, Spool.GENERIC_PLA.preset()));
    }

    private <T> Optional<T> value(Section section, String key, String expected, Function<String, Optional<T>> read) {
        return section.text(key, expected).flatMap(text -> {
            Optional<T> value = read.apply(text.text().strip());
            if (value.isEmpty()) {
                reporter.mistake(text.place(), "expected " + expected + ", got " + Printable.value(text.text()));
            }
            return value;
        });
    }

    private static Optional<String> type(String text) {
        return Optional.of(text.toUpperCase(Locale.ROOT)).filter(Spool::isType);
    }

    private static Optional<String> colour(String text) {
        var matcher = COLOUR.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String alpha = matcher.group(2) == null ? OPAQUE : matcher.group(2);
        return Optional.of((matcher.group(1) + alpha).toUpperCase(Locale.ROOT));
    }

    private static Optional<Integer> percent(String text) {
        return Amounts.number(text.endsWith("%") ? text.substring(0, text.length() - 1) : text)
                .filter(number -> number >= 0 && number <= ALL)
                .map(Long::intValue);
    }
}
