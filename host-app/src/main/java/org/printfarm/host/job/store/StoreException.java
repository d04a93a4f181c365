package org.printfarm.host.job.store;

import java.io.IOException;

/** The record of jobs cannot be read or written. The message is for the operator and tells nothing that a peer sent. */
public final class StoreException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What is in the way. */
    enum Trouble {
        /** There is no room. */
        FULL,
        /** The database does not answer, or takes nothing at the moment. */
        AWAY,
        /** Something else. */
        OTHER
    }

    private final Trouble trouble;

    StoreException(String message, Trouble trouble, Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
    }

    /** What is in the way. */
    Trouble trouble() {
        return trouble;
    }
}
