package org.printfarm.host.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.printfarm.host.text.SafeText;

/** Lines as RFC 4180 has them, which a spreadsheet may open: a stranger's text is no formula there. */
final class Csv {

    private static final String FORMULA = "=+-@\t\r";

    private Csv() {}

    /** One line, without its end. */
    static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(","));
    }

    private static String cell(String raw) {
        String text = SafeText.line(raw);
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("[^\",]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
