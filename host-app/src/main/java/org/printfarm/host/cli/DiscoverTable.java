package org.printfarm.host.cli;

import java.util.ArrayList;
import java.util.List;
import org.printfarm.api.PrinterModel;
import org.printfarm.host.view.DiscoverReport;
import org.printfarm.host.view.FoundPrinter;

/** The report as lines for a terminal: a heading, one line per printer, one more for each conflict. Pure. */
final class DiscoverTable {

    private static final List<String> HEADING = List.of("SERIAL", "NAME", "MODEL", "ADDRESS", "FIRMWARE", "AGE");

    private DiscoverTable() {}

    /**
     * Lays out a report.
     *
     * @param report what was heard
     * @return lines without line ends; one sentence when nothing was heard
     */
    static List<String> lines(DiscoverReport report) {
        if (report.printers().isEmpty()) {
            return List.of("no printer was heard");
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADING);
        report.printers().forEach(printer -> rows.add(cells(printer)));
        int[] widths = widths(rows);
        List<String> lines = new ArrayList<>();
        lines.add(line(HEADING, widths));
        for (FoundPrinter printer : report.printers()) {
            lines.add(line(cells(printer), widths));
            printer.conflicts().forEach(conflict -> lines.add("  ! " + conflict.text()));
        }
        return lines;
    }

    private static List<String> cells(FoundPrinter printer) {
        String model = PrinterModel.find(printer.model())
                .map(known -> known.displayName() + " (" + printer.model() + ")")
                .orElse(printer.model());
        return List.of(
                printer.serial(),
                printer.name(),
                model,
                printer.address(),
                printer.firmware(),
                printer.ageSeconds() + " s");
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[HEADING.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        return widths;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(cells.get(i)).append(" ".repeat(widths[i] - length(cells.get(i)) + 2));
        }
        return line.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
