package org.printfarm.host.access;

/** Why something about users or keys cannot be done, one sentence for people. Holds no secret. */
public final class AccessException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean absent;

    private AccessException(String message, boolean absent) {
        super(message);
        this.absent = absent;
    }

    /** There is no such thing. */
    static AccessException absent(String message) {
        return new AccessException(message, true);
    }

    /** It cannot be meant. */
    static AccessException mistake(String message) {
        return new AccessException(message, false);
    }

    /** Whether what was named is not there. */
    public boolean isAbsent() {
        return absent;
    }
}
