package org.printfarm.ftp.data;

import org.printfarm.api.job.IntakeException;

/** Why a transfer came to nothing, and what the client is told. Codes: RFC 959, and {@link IntakeException.Reason}. */
public enum TransferFault {
    /** The client did not open its data connection, or closed it before TLS was up. */
    NO_CONNECTION(425, "No data connection was made."),
    /** The TLS handshake of the data connection failed. */
    TLS(425, "The data connection could not be secured."),
    /** The connection was reset in the middle. */
    RESET(426, "The data connection broke; nothing was kept."),
    /** The stream ended without TLS's end mark, so the file may be cut off. */
    TRUNCATED(426, "The data connection ended without close_notify; nothing was kept."),
    /** The client sent nothing for too long. */
    TIMED_OUT(426, "No data came in time; nothing was kept."),
    /** The client asked for it, or its control connection is gone. */
    ABORTED(426, "Transfer aborted; nothing was kept."),
    /** See {@link IntakeException.Reason#DISK_FULL}. */
    DISK_FULL(452, "The disk is full; nothing was kept."),
    /** See {@link IntakeException.Reason#TOO_LARGE}. */
    TOO_LARGE(552, "The file is too large; nothing was kept."),
    /** See {@link IntakeException.Reason#NOT_WHOLE}. */
    NOT_WHOLE(426, "The file is not whole; nothing was kept."),
    /** See {@link IntakeException.Reason#NOT_ALLOWED}. */
    NOT_ALLOWED(550, "The file is not allowed; nothing was kept."),
    /** See {@link IntakeException.Reason#BAD_NAME}. */
    BAD_NAME(553, "The file name cannot be used."),
    /** See {@link IntakeException.Reason#BUSY}. */
    BUSY(450, "Too many files are being received; try again later."),
    /** See {@link IntakeException.Reason#NOT_FOUND}. */
    NOT_FOUND(550, "No such file."),
    /** See {@link IntakeException.Reason#STORAGE}. */
    STORAGE(451, "The storage failed; nothing was kept."),
    /** See {@link IntakeException.Reason#DATABASE_AWAY}. */
    DATABASE_AWAY(451, "The database of the farm does not answer; nothing was kept, try again later."),
    /** See {@link IntakeException.Reason#NO_REPLICA}. */
    NO_REPLICA(451, "No other host of the farm takes a copy; nothing was kept, try again later."),
    /** The plugin or the host threw something that it must not throw. */
    INTERNAL(451, "An error inside the printer; nothing was kept.");

    private final int replyCode;
    private final String text;

    TransferFault(int replyCode, String text) {
        this.replyCode = replyCode;
        this.text = text;
    }

    /**
     * What the host's refusal means to a client.
     *
     * @param reason the host's reason
     * @return the fault of the same name
     */
    public static TransferFault of(IntakeException.Reason reason) {
        return switch (reason) {
            case DISK_FULL -> DISK_FULL;
            case TOO_LARGE -> TOO_LARGE;
            case NOT_WHOLE -> NOT_WHOLE;
            case NOT_ALLOWED -> NOT_ALLOWED;
            case BAD_NAME -> BAD_NAME;
            case BUSY -> BUSY;
            case NOT_FOUND -> NOT_FOUND;
            case STORAGE -> STORAGE;
            case DATABASE_AWAY -> DATABASE_AWAY;
            case NO_REPLICA -> NO_REPLICA;
        };
    }

    /**
     * The reply's code.
     *
     * @return three digits
     */
    public int replyCode() {
        return replyCode;
    }

    /**
     * The reply's text.
     *
     * @return one sentence
     */
    public String text() {
        return text;
    }
}
