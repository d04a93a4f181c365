package org.printfarm.host.client;

/** A printer could not be asked, or not any longer, or its answer was of no use. The message says so in words an operator can act on. */
public final class ClientException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Code {
        /** The name of the printer leads to no address. */
        UNKNOWN_HOST,
        /** Nobody listens on the port. */
        CONNECTION_REFUSED,
        /** No way leads to the address. */
        UNREACHABLE,
        /** Nobody answered in time, or nothing came for as long as a slicer would wait. */
        TIMED_OUT,
        /** TLS could not be agreed on. */
        TLS_FAILED,
        /** The other side closed the connection, as a printer does that does not understand a request. */
        CLOSED,
        /** The reply to detect is no frame of its protocol. */
        BAD_FRAME,
        /** The frame holds no detect reply. */
        BAD_REPLY,
        /** The access code is wrong. */
        WRONG_CODE,
        /** The printer refused the login for another reason, for instance because too many wrong codes were tried. */
        REFUSED,
        /** What came is not MQTT. */
        BAD_PACKET
    }

    /** What went wrong. */
    private final Code code;

    /** Without a cause that is worth telling. */
    public ClientException(Code code, String message) {
        super(message);
        this.code = code;
    }

    /** With what it came from. */
    public ClientException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What went wrong, for programs. */
    public Code code() {
        return code;
    }
}
