package org.printfarm.host.job.threemf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.printfarm.host.job.threemf.SlicedContents.Filament;
import org.printfarm.host.job.threemf.SlicedContents.Plate;
import org.printfarm.host.job.threemf.SlicedContents.Use;

/**
 * A slicer's {@code slice_info.config}: one element for each plate, with {@code metadata} and {@code filament}
 * elements in it. Source: files of BambuStudio and OrcaSlicer.
 *
 * @param printerModels every {@code printer_model_id} as it stands there
 * @param plates those with a number
 */
record SliceInfo(List<String> printerModels, List<Plate> plates) {

    /** Texts longer than this are cut: they are only shown. */
    private static final int MAX_TEXT = 64;

    private static final int MAX_FILAMENTS = 64;
    private static final int MAX_MODELS = 16;

    /** Reads what can be read: an element that is not well-formed costs itself alone. Entities of a DTD are never looked at. */
    static SliceInfo parse(byte[] xml) {
        Builder builder = new Builder();
        XmlTags tags = new XmlTags(new String(xml, StandardCharsets.UTF_8));
        while (builder.plates.size() < ThreeMf.MAX_PLATES && tags.next()) {
            if (tags.isEnd()) {
                if (tags.name().equals("plate")) {
                    builder.endPlate();
                }
            } else {
                builder.start(tags);
            }
        }
        builder.endPlate();
        return new SliceInfo(List.copyOf(builder.printerModels), List.copyOf(builder.plates));
    }

    private static final class Builder {
        private final List<Plate> plates = new ArrayList<>();
        private final List<Filament> filaments = new ArrayList<>();
        private final Set<String> printerModels = new LinkedHashSet<>();

        /** Of the plate that is being read. */
        private final Map<String, String> metadata = new HashMap<>();

        void start(XmlTags reader) {
            switch (reader.name()) {
                case "plate" -> endPlate();
                case "metadata" -> metadata(attribute(reader, "key"), attribute(reader, "value"));
                case "filament" -> {
                    if (filaments.size() < MAX_FILAMENTS) {
                        filaments.add(filament(reader));
                    }
                }
                default -> {}
            }
        }

        private static Filament filament(XmlTags reader) {
            double grams = decimal(attribute(reader, "used_g"));
            boolean says = !attribute(reader, "used_g").isEmpty()
                    && !attribute(reader, "used_m").isEmpty();
            Use use = new Use(
                    (int) Math.max(0, Math.min(decimal(attribute(reader, "id")), MAX_FILAMENTS)),
                    says && grams == 0 && decimal(attribute(reader, "used_m")) == 0,
                    attribute(reader, "tray_info_idx"),
                    attribute(reader, "nozzle_diameter"),
                    attribute(reader, "volume_type"),
                    attribute(reader, "group_id"));
            return new Filament(attribute(reader, "type"), attribute(reader, "color"), grams, use);
        }

        private void metadata(String key, String value) {
            switch (key) {
                case "index", "prediction", "nozzle_diameters" -> metadata.put(key, cut(value));
                case "printer_model_id" -> {
                    if (printerModels.size() < MAX_MODELS) {
                        printerModels.add(value);
                    }
                }
                default -> {}
            }
        }

        /** Of a plate whose end is missing too. */
        void endPlate() {
            int number = (int) Math.max(0, Math.min(number("index"), 999_999));
            if (number > 0) {
                long seconds = (long) Math.max(0, number("prediction"));
                String nozzles = metadata.getOrDefault("nozzle_diameters", "");
                plates.add(new Plate(number, seconds, filaments, false, nozzles));
            }
            metadata.clear();
            filaments.clear();
        }

        private double number(String key) {
            return decimal(metadata.getOrDefault(key, ""));
        }

        private static String attribute(XmlTags reader, String name) {
            return cut(reader.attribute(name));
        }

        private static String cut(String value) {
            return value.length() > MAX_TEXT ? value.substring(0, MAX_TEXT) : value;
        }

        private static double decimal(String text) {
            try {
                double number = Double.parseDouble(text);
                return Double.isFinite(number) ? number : 0;
            } catch (NumberFormatException e) {
                return 0;
            }
        }
    }
}
