package org.printfarm.bench.report;

import java.util.List;

/**
 * A group of rows.
 *
 * @param title what is measured
 * @param columns their heads
 * @param rows each as many cells as there are columns
 * @param notes how it was measured, and what could not be
 */
public record Section(String title, List<String> columns, List<List<String>> rows, List<String> notes) {

    /**
     * Checks the shape.
     *
     * @param title see above
     * @param columns see above
     * @param rows see above
     * @param notes see above
     * @throws IllegalArgumentException when a row does not fit
     */
    public Section {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        notes = List.copyOf(notes);
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(title + ": a row of " + row.size() + " cells");
            }
        }
    }

    /**
     * A section that only says why it has no rows.
     *
     * @param title what would be measured
     * @param why what is missing
     * @return a section without rows
     */
    public static Section missing(String title, String why) {
        return new Section(title, List.of(), List.of(), List.of(why));
    }
}
