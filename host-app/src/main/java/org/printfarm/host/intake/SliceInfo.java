package org.printfarm.host.intake;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.intake.SlicedContents.Filament;
import org.printfarm.host.intake.SlicedContents.Plate;

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
    private static final SliceInfo NONE = new SliceInfo(List.of(), List.of());

    /** Reads what can be read; a document that is no XML, or has a DTD, tells nothing. */
    static SliceInfo parse(byte[] xml) {
        if (xml.length == 0) {
            return NONE;
        }
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(xml));
            Builder builder = new Builder();
            while (reader.hasNext() && builder.plates.size() < ThreeMf.MAX_PLATES) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    builder.start(reader);
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && reader.getLocalName().equals("plate")) {
                    builder.endPlate();
                } else if (event == XMLStreamConstants.DTD) {
                    return NONE;
                }
            }
            return new SliceInfo(List.copyOf(builder.printerModels), List.copyOf(builder.plates));
        } catch (XMLStreamException | RuntimeException e) {
            return NONE;
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static final class Builder {
        private final List<Plate> plates = new ArrayList<>();
        private final List<Filament> filaments = new ArrayList<>();
        private final Set<String> printerModels = new LinkedHashSet<>();
        private int number;
        private long seconds;

        void start(XMLStreamReader reader) {
            switch (reader.getLocalName()) {
                case "plate" -> begin();
                case "metadata" -> metadata(attribute(reader, "key"), attribute(reader, "value"));
                case "filament" -> {
                    if (filaments.size() < MAX_FILAMENTS) {
                        filaments.add(new Filament(
                                attribute(reader, "type"),
                                attribute(reader, "color"),
                                decimal(attribute(reader, "used_g"))));
                    }
                }
                default -> {}
            }
        }

        private void begin() {
            number = 0;
            seconds = 0;
            filaments.clear();
        }

        private void metadata(String key, String value) {
            switch (key) {
                case "index" -> number = (int) Math.max(0, Math.min(decimal(value), 999_999));
                case "prediction" -> seconds = (long) Math.max(0, decimal(value));
                case "printer_model_id" -> {
                    if (printerModels.size() < MAX_MODELS) {
                        printerModels.add(value);
                    }
                }
                default -> {}
            }
        }

        void endPlate() {
            if (number > 0) {
                plates.add(new Plate(number, seconds, filaments, false));
            }
        }

        private static String attribute(XMLStreamReader reader, String name) {
            @Nullable String value = reader.getAttributeValue(null, name);
            return value == null ? "" : value.length() > MAX_TEXT ? value.substring(0, MAX_TEXT) : value;
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
