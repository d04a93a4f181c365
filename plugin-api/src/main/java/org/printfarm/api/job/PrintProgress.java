package org.printfarm.api.job;

import java.time.Duration;

/**
 * How far a print is.
 *
 * @param percent 0 to 100
 * @param layer the layer now, 0 to {@code totalLayers}
 * @param totalLayers 0 when nothing prints
 * @param remaining time to its end; zero when nothing prints
 * @since 1.0
 */
public record PrintProgress(int percent, int layer, int totalLayers, Duration remaining) {

    /** Nothing prints. */
    public static final PrintProgress NONE = new PrintProgress(0, 0, 0, Duration.ZERO);
}
