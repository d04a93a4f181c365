package org.printfarm.host.job.threemf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import org.printfarm.api.PrinterModel;

/**
 * The printer that a project's settings name: {@code printer_model} of {@code Metadata/project_settings.config}, a flat JSON
 * object, as {@code Bambu Lab P1S}. Source: files of BambuStudio and OrcaSlicer.
 */
final class SettingsModel {

    private static final String KEY = "printer_model";
    private static final String MAKER = "Bambu Lab ";

    /** The one model that slicers call by another name than its own. Source: the protocol notes' table of models, short names. */
    private static final String LONG_NAME_OF_X1C = "X1 Carbon";

    private static final JsonFactory JSON = new JsonFactory();

    private SettingsModel() {}

    /** The model as it stands there; empty when there is none, or the text is no JSON before it comes. */
    static Optional<String> parse(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                JsonToken value = parser.nextToken();
                if (key.equals(KEY)) {
                    return value == JsonToken.VALUE_STRING ? Optional.of(parser.getText()) : Optional.empty();
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** The wire code of a model that is known by its code or by its name, with or without the maker's; else the text itself. */
    static String wireCode(String model) {
        String name = model.startsWith(MAKER) ? model.substring(MAKER.length()) : model;
        return PrinterModel.find(name.equals(LONG_NAME_OF_X1C) ? PrinterModel.X1C.displayName() : name)
                .map(PrinterModel::wireCode)
                .orElse(model);
    }
}
