package org.printfarm.host.dispatch.match;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.Spool;
import org.printfarm.host.dispatch.match.Requirements.Channel;
import org.printfarm.host.dispatch.match.Requirements.NozzleNeed;
import org.printfarm.host.job.threemf.SlicedContents;
import org.printfarm.host.job.threemf.SlicedContents.Filament;
import org.printfarm.host.job.threemf.SlicedContents.Plate;
import org.printfarm.host.job.threemf.SlicedContents.Use;

/**
 * What a file says of a plate → what it needs. Nothing of a stranger's text goes on but what has the form of a material, a
 * colour or a preset.
 */
public final class RequirementsReader {

    private static final Pattern COLOUR = Pattern.compile("#?([0-9A-Fa-f]{6})(?:[0-9A-Fa-f]{2})?");
    private static final Pattern DIAMETER = Pattern.compile("[0-9]{1,2}(?:\\.[0-9]{1,4})?");
    private static final int HEX = 16;

    private RequirementsReader() {}

    /**
     * Reads what a plate needs.
     *
     * @param contents what the file tells
     * @param plate the plate's number; of one that the file does not describe nothing is known
     * @param sentTo the model of the printer that it was sent to, which stands in where the file names none
     * @param tags what the machine must have
     * @param bytes the file's size
     * @return with one channel for each filament of the plate that it uses; those of one number are one
     */
    public static Requirements read(
            SlicedContents contents, int plate, PrinterModel sentTo, Set<String> tags, long bytes) {
        Optional<Plate> told =
                contents.plates().stream().filter(one -> one.number() == plate).findFirst();
        List<OptionalInt> diameters = told.map(one -> diameters(one.nozzles())).orElse(List.of());
        boolean dual = diameters.size() > 1;
        Map<Integer, Channel> channels = new LinkedHashMap<>();
        Set<NozzleNeed> nozzles = new LinkedHashSet<>();
        List<Filament> filaments = told.map(Plate::filaments).orElse(List.of());
        for (int index = 0; index < filaments.size(); index++) {
            Filament filament = filaments.get(index);
            Use use = filament.use();
            if (!use.unused()) {
                int number = use.number() > 0 ? use.number() - 1 : index;
                OptionalInt side = dual ? side(use.group()) : OptionalInt.empty();
                channels.putIfAbsent(number, channel(number, filament, side));
                nozzles.add(nozzle(use, side, diameters));
            }
        }
        if (nozzles.isEmpty()) {
            diameters.forEach(one -> nozzles.add(new NozzleNeed(OptionalInt.empty(), one, Optional.empty())));
        }
        return new Requirements(
                models(contents, sentTo),
                tags,
                new ArrayList<>(nozzles),
                new ArrayList<>(channels.values()),
                bytes,
                told.map(Plate::printSeconds).orElse(0L));
    }

    private static List<PrinterModel> models(SlicedContents contents, PrinterModel sentTo) {
        return contents.printerModels().isEmpty()
                ? List.of(sentTo)
                : contents.printerModels().stream()
                        .map(PrinterModel::find)
                        .flatMap(Optional::stream)
                        .toList();
    }

    private static Channel channel(int number, Filament filament, OptionalInt side) {
        return new Channel(
                number,
                new Requirements.Filament(
                        material(filament.type()),
                        colour(filament.color()),
                        preset(filament.use().preset())),
                filament.grams(),
                side,
                Optional.empty());
    }

    /** A material as it is compared; empty text for what cannot be one. */
    static String material(String told) {
        String normal = Material.normal(told);
        return Spool.isType(normal.replace(' ', '-')) ? normal : "";
    }

    /** A colour RRGGBB of six or eight hex digits. */
    static OptionalInt colour(String told) {
        var digits = COLOUR.matcher(told);
        return digits.matches() ? OptionalInt.of(Integer.parseInt(digits.group(1), HEX)) : OptionalInt.empty();
    }

    /** A slicer's id of a filament. */
    static Optional<String> preset(String told) {
        return Optional.of(told).filter(Spool::isPreset);
    }

    /** The slicer counts the left nozzle first. Source: {@code physical_extruder_map} of files for two nozzles, always 1,0. */
    private static OptionalInt side(String group) {
        return switch (group) {
            case "0" -> OptionalInt.of(1);
            case "1" -> OptionalInt.of(0);
            default -> OptionalInt.empty();
        };
    }

    private static NozzleNeed nozzle(Use use, OptionalInt side, List<OptionalInt> diameters) {
        OptionalInt own = hundredths(use.nozzle());
        OptionalInt shared = diameters.size() == 1
                ? diameters.get(0)
                : side.isPresent() && diameters.size() > 1 ? diameters.get(1 - side.getAsInt()) : OptionalInt.empty();
        return new NozzleNeed(side, own.isPresent() ? own : shared, highFlow(use.flow()));
    }

    private static Optional<Boolean> highFlow(String flow) {
        return switch (flow.toLowerCase(Locale.ROOT)) {
            case "standard" -> Optional.of(false);
            case "high flow" -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    private static List<OptionalInt> diameters(String told) {
        List<OptionalInt> diameters = new ArrayList<>();
        for (String one : told.split(",", -1)) {
            OptionalInt diameter = hundredths(one.strip());
            if (diameter.isPresent()) {
                diameters.add(diameter);
            }
        }
        return diameters;
    }

    /** Millimetres as text → 1/100 mm. */
    static OptionalInt hundredths(String millimetres) {
        return DIAMETER.matcher(millimetres).matches()
                ? OptionalInt.of(new BigDecimal(millimetres).movePointRight(2).intValue())
                : OptionalInt.empty();
    }
}
