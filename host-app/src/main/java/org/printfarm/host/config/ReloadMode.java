package org.printfarm.host.config;

/** The setting {@code farm.reload}: when a running farm takes over a changed file. */
public enum ReloadMode {
    /** When somebody asks for it. */
    ON_REQUEST,
    /** Also as soon as the file has changed and rests. */
    ON_CHANGE
}
