package org.printfarm.host.client.watch;

/** A printer could not be watched, or not any longer. The message says so in words an operator can act on. */
public final class WatchException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Code {
        /** The name of the printer leads to no address. */
        UNKNOWN_HOST,
        /** Nobody listens on the port. */
        CONNECTION_REFUSED,
        /** No way leads to the address. */
        UNREACHABLE,
        /** Nobody answered in time, or no status came for as long as a slicer would wait. */
        TIMED_OUT,
        /** TLS could not be agreed on. */
        TLS_FAILED,
        /** The access code is wrong. */
        WRONG_CODE,
        /** The printer refused the login for another reason, for instance because too many wrong codes were tried. */
        REFUSED,
        /** The printer closed the connection. */
        CLOSED,
        /** What came is not MQTT. */
        BAD_PACKET
    }

    /** What went wrong. */
    private final Code code;

    WatchException(Code code, String message) {
        super(message);
        this.code = code;
    }

    WatchException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /**
     * What went wrong, for programs.
     *
     * @return one of a closed set
     */
    public Code code() {
        return code;
    }
}
