package org.printfarm.bench.report;

import java.util.ArrayList;
import java.util.List;

/** What a run found, as it comes in. One thread. */
public final class Report {

    private static final String REACH = "What is to be reached";

    private final List<String> head;
    private final List<Section> sections = new ArrayList<>();
    private final List<Measured> figures = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    /**
     * Begins.
     *
     * @param head machine, date, command, how it is measured
     */
    public Report(List<String> head) {
        this.head = List.copyOf(head);
    }

    /**
     * Adds rows.
     *
     * @param section a group of them
     */
    public void add(Section section) {
        sections.add(section);
    }

    /**
     * Adds a figure that is to be reached.
     *
     * @param measured what was found
     */
    public void add(Measured measured) {
        figures.add(measured);
    }

    /**
     * Adds something that must never happen: a wrong or a lost reply.
     *
     * @param fault where and what
     */
    public void fault(String fault) {
        faults.add(fault);
    }

    /**
     * What must never have happened.
     *
     * @return empty when all was right
     */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /**
     * Machine, date, command.
     *
     * @return one line each
     */
    public List<String> head() {
        return head;
    }

    /**
     * All groups of rows, those to be reached last.
     *
     * @return at least one when something was measured
     */
    public List<Section> sections() {
        List<Section> all = new ArrayList<>(sections);
        if (!figures.isEmpty()) {
            all.add(new Section(
                    REACH,
                    Measured.COLUMNS,
                    figures.stream().map(Measured::cells).toList(),
                    List.of()));
        }
        return all;
    }

    /**
     * The last line.
     *
     * @return whether every reply was right
     */
    public String verdict() {
        return faults.isEmpty()
                ? "correctness: every reply was right"
                : "correctness: FAILED: " + String.join("; ", faults);
    }
}
