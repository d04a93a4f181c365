package org.printfarm.host.dispatch.match;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows to columns, each row to a column of its own, all of them or none, at the lowest sum of costs. Source: Kuhn's Hungarian
 * method, by shortest augmenting paths with potentials (Jonker, Volgenant, 1987).
 */
final class Assignment {

    /** The cost of what must not be. */
    static final long BARRED = Long.MAX_VALUE;

    private final long[][] costs;
    private final int columns;
    private final long[] rowPrice;
    private final long[] columnPrice;
    private final int[] rowOf;

    private Assignment(long[][] costs, int columns) {
        this.costs = costs;
        this.columns = columns;
        this.rowPrice = new long[costs.length];
        this.columnPrice = new long[columns];
        this.rowOf = new int[columns];
        Arrays.fill(rowOf, -1);
    }

    /**
     * The cheapest.
     *
     * @param costs of each row, for each column; 0 or more, or {@link #BARRED}
     * @param columns how many there are
     * @return the column of each row; null when there is none for all of them
     */
    static int @Nullable [] cheapest(long[][] costs, int columns) {
        Assignment assignment = new Assignment(costs, columns);
        for (int row = 0; row < costs.length; row++) {
            if (!assignment.place(row)) {
                return null;
            }
        }
        int[] columnOf = new int[costs.length];
        for (int column = 0; column < columns; column++) {
            if (assignment.rowOf[column] >= 0) {
                columnOf[assignment.rowOf[column]] = column;
            }
        }
        return columnOf;
    }

    private boolean place(int start) {
        long[] distance = new long[columns];
        int[] from = new int[columns];
        boolean[] done = new boolean[columns];
        Arrays.fill(distance, BARRED);
        int row = start;
        int reachedBy = -1;
        long base = 0;
        while (true) {
            for (int column = 0; column < columns; column++) {
                long cost = costs[row][column];
                if (!done[column] && cost != BARRED) {
                    long along = base + cost - rowPrice[row] - columnPrice[column];
                    if (along < distance[column]) {
                        distance[column] = along;
                        from[column] = reachedBy;
                    }
                }
            }
            int nearest = nearest(distance, done);
            if (nearest < 0) {
                return false;
            }
            done[nearest] = true;
            if (rowOf[nearest] < 0) {
                settle(start, distance, done, distance[nearest]);
                flip(start, nearest, from);
                return true;
            }
            base = distance[nearest];
            reachedBy = nearest;
            row = rowOf[nearest];
        }
    }

    private static int nearest(long[] distance, boolean[] done) {
        int nearest = -1;
        for (int column = 0; column < distance.length; column++) {
            if (!done[column] && distance[column] != BARRED && (nearest < 0 || distance[column] < distance[nearest])) {
                nearest = column;
            }
        }
        return nearest;
    }

    private void settle(int start, long[] distance, boolean[] done, long end) {
        rowPrice[start] += end;
        for (int column = 0; column < columns; column++) {
            if (done[column] && rowOf[column] >= 0) {
                rowPrice[rowOf[column]] += end - distance[column];
                columnPrice[column] -= end - distance[column];
            }
        }
    }

    private void flip(int start, int free, int[] from) {
        int column = free;
        while (from[column] >= 0) {
            rowOf[column] = rowOf[from[column]];
            column = from[column];
        }
        rowOf[column] = start;
    }
}
