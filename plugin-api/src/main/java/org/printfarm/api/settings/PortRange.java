package org.printfarm.api.settings;

/**
 * Some ports in a row, both ends included.
 *
 * @param first 1 to 65535
 * @param last {@code first} to 65535
 * @since 1.0
 */
public record PortRange(int first, int last) {

    /**
     * Checks the range.
     *
     * @param first see above
     * @param last see above
     * @throws IllegalArgumentException when a port is outside 1 to 65535 or the range is turned round
     */
    public PortRange {
        if (first < 1 || last > 65535 || first > last) {
            throw new IllegalArgumentException("ports: expected 1 <= first <= last <= 65535");
        }
    }

    /**
     * How many ports there are.
     *
     * @return 1 or more
     */
    public int size() {
        return last - first + 1;
    }

    /** For instance {@code 50000-50009}. */
    @Override
    public String toString() {
        return first + "-" + last;
    }
}
