package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;

/**
 * What reports and version replies of a model hold, idle and empty: layers that lie over each other, each a JSON file that
 * names its source, read once. Nothing of a table is ever changed: everybody gets copies.
 */
final class ModelTable {

    private static final String OWN_SERIAL = "";
    private static final String NO_SERIAL = "N/A";
    private static final String SOME_BOARD = "board";
    private static final int PREFIX_LENGTH = 3;

    /** Stands for the number of a unit in its product's name. */
    private static final String NUMBER = "{n}";

    private static final Map<PrinterModel, ModelTable> TABLES = new ConcurrentHashMap<>();

    private final ObjectNode layers;

    private ModelTable(ObjectNode layers) {
        this.layers = layers;
    }

    /** The table of a model. */
    static ModelTable of(PrinterModel model) {
        return TABLES.computeIfAbsent(model, ModelTable::read);
    }

    /**
     * Whether no whole dump of the model is public, so that its family's table stands in: all of it for X1 and A1 mini; of the
     * P1S and the X1E the version reply is known.
     */
    static boolean isInferred(PrinterModel model) {
        return switch (model) {
            case X1, X1E, P1S, A1_MINI -> true;
            case X1C, X2D, P1P, P2S, A1, A2L, H2D, H2D_PRO, H2C, H2S -> false;
        };
    }

    private static List<String> layers(PrinterModel model) {
        return switch (model) {
            case X1C, X1 -> List.of("linux", "x1");
            case X1E -> List.of("linux", "x1", "x1e");
            case P2S -> List.of("linux", "p2s");
            case X2D -> List.of("linux", "p2s", "x2d");
            case H2S -> List.of("linux", "h2", "h2s");
            case H2D -> List.of("linux", "h2", "h2d");
            case H2D_PRO -> List.of("linux", "h2", "h2dpro");
            case H2C -> List.of("linux", "h2", "h2c");
            case P1P, P1S -> List.of("esp32", "p1");
            case A1, A1_MINI -> List.of("esp32", "a1");
            case A2L -> List.of("esp32", "a1", "a2l");
        };
    }

    private static ModelTable read(PrinterModel model) {
        ObjectNode merged = Json.MAPPER.createObjectNode();
        for (String layer : layers(model)) {
            String file = layer + ".json";
            try (InputStream in = Objects.requireNonNull(ModelTable.class.getResourceAsStream(file), file)) {
                Json.merge(merged, (ObjectNode) Json.MAPPER.readTree(in));
            } catch (IOException damaged) {
                throw new UncheckedIOException("a table of the plugin cannot be read: " + file, damaged);
            }
        }
        return new ModelTable(merged);
    }

    /** The fields of an idle report, but for those that a {@link StatusTree} fills for every model. */
    ObjectNode report() {
        return part("print");
    }

    /** One of the smaller parts, for instance {@code tray}; a copy. */
    ObjectNode part(String name) {
        return ((ObjectNode) layers.required(name)).deepCopy();
    }

    /** The numbers of the nozzles that lie in a rack; none without one. */
    List<Integer> rack() {
        List<Integer> places = new ArrayList<>();
        layers.path("rack").forEach(place -> places.add(place.intValue()));
        return places;
    }

    /** The boards of a printer, {@code ota} (the firmware as a whole) first, each with a serial of its own. */
    List<ObjectNode> modules(PrinterIdentity identity) {
        List<ObjectNode> modules = new ArrayList<>();
        for (JsonNode known : layers.required("module")) {
            ObjectNode module = known.deepCopy();
            String name = module.path("name").textValue();
            if (layers.path("board").has(name)) {
                module.setAll((ObjectNode) layers.path("board").get(name));
            }
            if (name.equals("ota")) {
                module.put("sw_ver", identity.firmware());
                module.put("product_name", identity.model().productName());
            }
            if (module.has("project_name")) {
                module.put("project_name", identity.model().wireCode());
            }
            modules.add(finished(module, identity, modules.size()));
        }
        return modules;
    }

    /** The module of an AMS unit. */
    ObjectNode unitModule(PrinterIdentity identity, int unit, int number, int place) {
        ObjectNode module = part("unit_module");
        module.put("name", module.path("name").textValue() + unit);
        String product = module.path("product_name").textValue();
        module.put("product_name", product.replace(NUMBER, Integer.toString(number)));
        return finished(module, identity, place);
    }

    private static ObjectNode finished(ObjectNode module, PrinterIdentity identity, int place) {
        module.put("sn", serial(module.path("sn").textValue(), identity.serial(), place));
        module.put("sw_new_ver", "");
        return module;
    }

    private static String serial(String kind, String own, int place) {
        if (kind.equals(OWN_SERIAL)) {
            return own;
        }
        if (kind.equals(NO_SERIAL)) {
            return kind;
        }
        String prefix = kind.equals(SOME_BOARD) ? own.substring(0, PREFIX_LENGTH) : kind;
        return prefix + own.substring(PREFIX_LENGTH, own.length() - 2) + String.format(Locale.ROOT, "%02d", place);
    }
}
