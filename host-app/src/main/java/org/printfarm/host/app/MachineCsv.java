package org.printfarm.host.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.config.MachineDraft;
import org.printfarm.host.text.CsvRows;
import org.printfarm.host.text.CsvRows.Cell;
import org.printfarm.host.view.MachineProposal;
import org.printfarm.host.view.ProblemView;

/**
 * Machines from a table: a heading for each key ({@code id}, {@code driver}, {@code address}, {@code serial}, {@code
 * access-code}, and whatever else the driver reads), a row for each machine.
 */
public final class MachineCsv {

    /** A table of machines, and not a disk image. */
    private static final long MAX_BYTES = 1L << 20;

    private static final String ID = "id";
    private static final String DRIVER = "driver";

    private final Path csv;
    private final List<ProblemView> problems = new ArrayList<>();

    private MachineCsv(Path csv) {
        this.csv = csv;
    }

    /**
     * Checks a table, and writes its machines when nothing is wrong.
     *
     * @param source into which farm's configuration
     * @param csv the table
     * @param write whether to write, or only to show
     * @return what would be, or is, written; mistakes with line and column of the table
     * @throws FarmException when a file cannot be read or written
     */
    public static MachineProposal add(FarmSource source, Path csv, boolean write) throws FarmException {
        Path file = source.used()
                .orElseThrow(() -> new FarmException(
                        FarmException.NOT_FOUND, "there is no farm.yaml here", "name one with --config"));
        MachineCsv table = new MachineCsv(csv);
        List<MachineDraft> drafts = table.read();
        if (!table.problems.isEmpty()) {
            return new MachineProposal(List.of(), List.of(), table.problems, false);
        }
        MachineEnrolment enrolment = new MachineEnrolment(file, drafts);
        enrolment.check(csv);
        return write ? enrolment.write() : enrolment.show();
    }

    private List<MachineDraft> read() throws FarmException {
        try {
            if (Files.size(csv) > MAX_BYTES) {
                throw new FarmException(FarmException.BAD_REQUEST, csv + ": expected at most 1 MiB", "");
            }
            return drafts(CsvRows.read(Files.readString(csv)));
        } catch (IOException e) {
            throw FarmException.storage(e);
        }
    }

    private List<MachineDraft> drafts(List<List<Cell>> rows) {
        if (rows.isEmpty()) {
            problem(new Cell("", 1, 1), "", "expected a first line of headings: id,driver,address,serial,access-code");
            return List.of();
        }
        List<Cell> headings = rows.get(0);
        for (String wanted : List.of(ID, DRIVER)) {
            if (headings.stream().noneMatch(heading -> key(heading).equals(wanted))) {
                problem(headings.get(0), wanted, "expected a column " + wanted);
            }
        }
        List<MachineDraft> drafts = new ArrayList<>();
        Map<String, Cell> ids = new HashMap<>();
        for (List<Cell> row : rows.subList(1, rows.size())) {
            MachineDraft draft = draft(headings, row);
            checkId(draft.id(), ids.putIfAbsent(draft.id().text(), draft.id()));
            drafts.add(draft);
        }
        return drafts;
    }

    private void checkId(Cell id, @Nullable Cell twin) {
        if (twin != null) {
            problem(id, ID, "expected an id of its own, got that of line " + twin.line());
        }
    }

    private MachineDraft draft(List<Cell> headings, List<Cell> row) {
        Cell id = new Cell("", row.get(0).line(), 1);
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            Cell cell = row.get(i);
            if (i >= headings.size() || key(headings.get(i)).isEmpty()) {
                if (!cell.text().isEmpty()) {
                    problem(cell, "", "expected nothing under no heading");
                }
            } else if (key(headings.get(i)).equals(ID)) {
                id = cell;
            } else {
                cells.put(key(headings.get(i)), cell);
            }
        }
        return new MachineDraft(id, cells);
    }

    private static String key(Cell heading) {
        return heading.text().toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
    }

    private void problem(Cell at, String key, String message) {
        problems.add(new ProblemView(csv.toString(), at.line(), at.column(), key, message));
    }
}
