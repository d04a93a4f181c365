package org.printfarm.host.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.printfarm.host.text.CsvRows.Cell;

/**
 * A machine that is to be written into a configuration.
 *
 * @param id where {@code machines} has it
 * @param cells its keys and values, {@code driver} first, with their places in the file that they come from
 */
public record MachineDraft(Cell id, Map<String, Cell> cells) {

    /** The key whose value is kept in a file of its own. */
    public static final String CODE = "access-code";

    private static final String SECRETS = "secrets/";

    /** Copies the map. */
    public MachineDraft {
        cells = new LinkedHashMap<>(cells);
    }

    /** The file of its access code, from the configuration's folder. */
    public String secretFile() {
        return SECRETS + id.text();
    }

    /** Its line, which names the file of its access code. */
    public String line() {
        return text("${file:" + secretFile() + "}");
    }

    /** Its line with the access code itself: for a check, never for the disk or a screen. */
    String lineWithCode() {
        return text(cells.getOrDefault(CODE, new Cell("", 0, 0)).text());
    }

    private String text(String code) {
        return cells.entrySet().stream()
                .filter(cell ->
                        !cell.getValue().text().isEmpty() || cell.getKey().equals(CODE))
                .map(cell -> cell.getKey() + ": "
                        + quoted(
                                cell.getKey().equals(CODE)
                                        ? code
                                        : cell.getValue().text()))
                .collect(Collectors.joining(", ", quoted(id.text()) + ": {", "}"));
    }

    private static String quoted(String value) {
        return value.matches("[A-Za-z][A-Za-z0-9-]*|[0-9]{1,3}(\\.[0-9]{1,3}){3}")
                        && !value.matches("(?i)true|false|yes|no|on|off|null|y|n")
                ? value
                : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + '"';
    }

    /** Leaves the access code out. */
    @Override
    public String toString() {
        return id.text();
    }
}
