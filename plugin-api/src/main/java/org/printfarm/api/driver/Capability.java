package org.printfarm.api.driver;

/**
 * What a machine can be asked for. The host asks for nothing that is not declared.
 *
 * @since 1.0
 */
public enum Capability {
    /** Take a file: {@link Driver#deliver}. */
    DELIVER,
    /** Begin to print a file that was delivered: {@link Driver#start}. */
    START,
    /** Pause, resume, stop, light: {@link Driver#control}; and the panel as far as the driver has {@link Driver#set}. */
    CONTROL,
    /** Tell what it is doing: {@link MachineStatus#activity} and what belongs to it. */
    OBSERVE
}
