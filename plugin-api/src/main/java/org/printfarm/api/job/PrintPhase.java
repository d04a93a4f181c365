package org.printfarm.api.job;

/**
 * What a virtual printer says it is doing. The names are those of {@code gcode_state} on the wire.
 *
 * @since 1.0
 */
public enum PrintPhase {
    /** Nothing was asked for since the start. */
    IDLE,
    /** A print was requested and is being taken in. */
    PREPARE,
    /** The job is safely in the farm's inbox, and whoever watches is shown a print. */
    RUNNING,
    /** Somebody paused it, see {@link JobIntake#control}. */
    PAUSE,
    /** The print was shown to its end. The printer is at rest. */
    FINISH,
    /** The request was not served to its end, see {@link PrintFailure}. Turns to {@link #IDLE} by itself. */
    FAILED
}
