package org.printfarm.bench.report;

import java.util.Collection;

/**
 * Several rounds' figures in three.
 *
 * @param median the one in the middle
 * @param least the smallest
 * @param greatest the largest
 */
public record Statistics(double median, double least, double greatest) {

    /**
     * Sums up.
     *
     * @param values one or more
     * @return median and spread
     * @throws IllegalArgumentException when there is none
     */
    public static Statistics of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no figures");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Statistics(median, sorted[0], sorted[sorted.length - 1]);
    }
}
