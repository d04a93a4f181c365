package org.printfarm.mqtt.model;

/** What somebody at a slicer did to the print that runs. */
public enum Hold {
    /** Nothing: it goes on. */
    NONE,
    /** Stopped for a while. */
    PAUSED,
    /** Given up. */
    STOPPED
}
