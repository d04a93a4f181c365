package org.printfarm.host.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated values as spreadsheets write them (RFC 4180): quoted cells, doubled quotes, any line end, a byte order
 * mark; semicolons where the first line has no comma. Knows where each cell stands. Pure.
 */
public final class CsvRows {

    private static final char QUOTE = '"';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private final char separator;
    private final List<List<Cell>> rows = new ArrayList<>();
    private final List<Cell> row = new ArrayList<>();
    private int at;

    private CsvRows(String text) {
        this.text = text;
        String first = text.lines().findFirst().orElse("");
        this.separator = first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
    }

    /**
     * One cell.
     *
     * @param text without its quotes and the blanks around
     * @param line counted from 1
     * @param column of its first character, counted from 1
     */
    public record Cell(String text, int line, int column) {}

    /**
     * Reads all.
     *
     * @param text the whole file
     * @return the rows that are not blank
     */
    public static List<List<Cell>> read(String text) {
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return new CsvRows(marked ? text.substring(1) : text).rows();
    }

    private List<List<Cell>> rows() {
        while (at < text.length()) {
            cell();
        }
        endRow();
        return rows;
    }

    private void cell() {
        int line = 1 + (int) text.chars().limit(at).filter(c -> c == '\n').count();
        int column = at - text.lastIndexOf('\n', at - 1);
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == QUOTE && quoted && at + 1 < text.length() && text.charAt(at + 1) == QUOTE) {
                value.append(QUOTE);
                at++;
            } else if (c == QUOTE) {
                quoted = !quoted;
            } else if (!quoted && (c == separator || c == '\n')) {
                break;
            } else {
                value.append(c);
            }
        }
        row.add(new Cell(value.toString().strip(), line, column));
        if (at < text.length() && text.charAt(at) == '\n') {
            endRow();
        }
        at++;
    }

    private void endRow() {
        if (row.stream().anyMatch(cell -> !cell.text().isEmpty())) {
            rows.add(List.copyOf(row));
        }
        row.clear();
    }
}
