package org.printfarm.host.client.detect;

/** A printer could not be asked, or its answer was of no use. The message says so in words an operator can act on. */
public final class DetectException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Code {
        /** The name of the printer leads to no address. */
        UNKNOWN_HOST,
        /** Nobody listens on the port. */
        CONNECTION_REFUSED,
        /** No way leads to the address. */
        UNREACHABLE,
        /** Nobody answered in time, neither with a connection nor with a reply. */
        TIMED_OUT,
        /** TLS was asked for and could not be agreed on. */
        TLS_FAILED,
        /** The other side closed without a reply, as a printer does that does not understand the request. */
        CLOSED,
        /** The reply is no frame of this protocol. */
        BAD_FRAME,
        /** The frame holds no detect reply. */
        BAD_REPLY
    }

    /** What went wrong. */
    private final Code code;

    DetectException(Code code, String message) {
        super(message);
        this.code = code;
    }

    DetectException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What went wrong, for programs. */
    public Code code() {
        return code;
    }
}
