package org.printfarm.api.driver;

/**
 * A machine did not do what it was asked for. The message is for the operator: it names the trouble and the mend, and holds no
 * secret and nothing that a machine sent but its fault codes.
 *
 * @since 1.0
 */
public final class DriverException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    private final MachineFault.Code code;

    /** Whether the same may be tried again. */
    private final boolean retryable;

    /**
     * A failure.
     *
     * @param code why
     * @param message one sentence for the operator
     * @param retryable whether the same may be tried again by itself; false when a person has to act first
     */
    public DriverException(MachineFault.Code code, String message, boolean retryable) {
        super(message);
        this.code = code;
        this.retryable = retryable;
    }

    /**
     * Why.
     *
     * @return one of a closed set
     */
    public MachineFault.Code code() {
        return code;
    }

    /**
     * Whether the host may try the same again by itself.
     *
     * @return false when a person has to act first
     */
    public boolean isRetryable() {
        return retryable;
    }
}
