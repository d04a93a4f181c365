package org.printfarm.host.job.store;

import java.io.IOException;

/** The record of jobs cannot be read or written. The message is for the operator and tells nothing that a peer sent. */
public final class StoreException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Whether there is no room. */
    private final boolean diskFull;

    StoreException(String message, boolean diskFull, Throwable cause) {
        super(message, cause);
        this.diskFull = diskFull;
    }

    /** Whether it failed because the disk is full. */
    boolean isDiskFull() {
        return diskFull;
    }
}
