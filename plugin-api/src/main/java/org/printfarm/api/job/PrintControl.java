package org.printfarm.api.job;

/**
 * What somebody at a slicer does to the print that a printer shows.
 *
 * @since 1.0
 */
public enum PrintControl {
    /** Stop it for a while. */
    PAUSE,
    /** Go on with it. */
    RESUME,
    /** Give it up. */
    STOP
}
