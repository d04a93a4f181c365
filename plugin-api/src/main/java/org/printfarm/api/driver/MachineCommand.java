package org.printfarm.api.driver;

/**
 * What a machine can be told while it prints or rests.
 *
 * @since 1.0
 */
public enum MachineCommand {
    /** Hold the running print. */
    PAUSE,
    /** Go on with a held print. */
    RESUME,
    /** End the running or held print for good. */
    STOP,
    /** Chamber light on. */
    LIGHT_ON,
    /** Chamber light off. */
    LIGHT_OFF
}
