package org.printfarm.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What two builds needed for the same, round by round. One thread. */
public final class PairedRounds {

    /** The heads of {@link #rows}. */
    public static final List<String> COLUMNS =
            List.of("figure", "this build", "the other", "this / other (least-greatest)");

    private record Round(double here, double there) {}

    private final Map<String, List<Round>> figures = new LinkedHashMap<>();

    /**
     * Adds a round of a figure.
     *
     * @param figure with its unit
     * @param here of this build
     * @param there of the other, measured at about the same time
     */
    public void add(String figure, double here, double there) {
        figures.computeIfAbsent(figure, key -> new ArrayList<>()).add(new Round(here, there));
    }

    /**
     * Medians, and the median and spread of the rounds' ratios: within a round both had the same machine.
     *
     * @return a row for each figure, in the order of their first rounds
     */
    public List<List<String>> rows() {
        return figures.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static List<String> row(String figure, List<Round> rounds) {
        List<Double> ratios = rounds.stream()
                .filter(round -> round.there() > 0)
                .map(round -> round.here() / round.there())
                .toList();
        return List.of(
                figure,
                median(rounds.stream().map(Round::here).toList()),
                median(rounds.stream().map(Round::there).toList()),
                ratios.isEmpty() ? "-" : Numbers.of(Statistics.of(ratios)));
    }

    private static String median(List<Double> values) {
        return Numbers.of(Statistics.of(values).median());
    }
}
