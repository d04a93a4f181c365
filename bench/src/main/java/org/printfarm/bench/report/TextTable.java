package org.printfarm.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Writes sections for a terminal, or as Markdown. Pure. */
public final class TextTable {

    private TextTable() {}

    /**
     * For a terminal.
     *
     * @param section what
     * @return lines
     */
    public static List<String> plain(Section section) {
        List<String> lines = new ArrayList<>(List.of("", "== " + section.title()));
        if (!section.rows().isEmpty()) {
            int[] widths = widths(section);
            lines.add(line(section.columns(), widths));
            section.rows().forEach(row -> lines.add(line(row, widths)));
        }
        section.notes().forEach(note -> lines.add("   " + note));
        return lines;
    }

    /**
     * As Markdown.
     *
     * @param section what
     * @return lines
     */
    public static List<String> markdown(Section section) {
        List<String> lines = new ArrayList<>(List.of("", "### " + section.title(), ""));
        if (!section.rows().isEmpty()) {
            lines.add(cells(section.columns()));
            lines.add("|" + "---|".repeat(section.columns().size()));
            section.rows().forEach(row -> lines.add(cells(row)));
            lines.add("");
        }
        section.notes().forEach(note -> lines.add("- " + note));
        return lines;
    }

    private static String cells(List<String> row) {
        return "| "
                + String.join(
                        " | ",
                        row.stream().map(cell -> cell.replace("|", "\\|")).toList()) + " |";
    }

    private static int[] widths(Section section) {
        return IntStream.range(0, section.columns().size())
                .map(column -> Math.max(
                        section.columns().get(column).length(),
                        section.rows().stream()
                                .mapToInt(row -> row.get(column).length())
                                .max()
                                .orElse(0)))
                .toArray();
    }

    /** The first column to the left, figures to the right. */
    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String blanks = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? cell + blanks : "  " + blanks + cell);
        }
        return line.toString().stripTrailing();
    }
}
