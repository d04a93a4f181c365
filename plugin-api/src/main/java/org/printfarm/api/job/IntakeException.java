package org.printfarm.api.job;

/**
 * A file was not taken. The message is for the operator: it names the trouble, and nothing that the client sent.
 *
 * @since 1.0
 */
public final class IntakeException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The disk is full. An FTP server answers 452. */
        DISK_FULL,
        /** The file is larger than allowed. An FTP server answers 552. */
        TOO_LARGE,
        /** The file is cut off or damaged. An FTP server answers 426. */
        NOT_WHOLE,
        /** The file is whole but must not be stored, for instance an archive that would unpack without bound. */
        NOT_ALLOWED,
        /** The name cannot be used. An FTP server answers 553. */
        BAD_NAME,
        /** Too many files are being received. An FTP server answers 450. */
        BUSY,
        /** There is no such job. An FTP server answers 550. */
        NOT_FOUND,
        /** The storage failed for another reason. An FTP server answers 451. */
        STORAGE,
        /** The farm's database does not answer: the same file may be taken in a moment. An FTP server answers 451. */
        DATABASE_AWAY,
        /** No other host of the farm has taken the copy that the operator wants first. An FTP server answers 451. */
        NO_REPLICA
    }

    /** Why the file was not taken. */
    private final Reason reason;

    /**
     * A refusal.
     *
     * @param reason why
     * @param message one sentence for the operator
     */
    public IntakeException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * A refusal because something below failed.
     *
     * @param reason why
     * @param message one sentence for the operator
     * @param cause what failed
     */
    public IntakeException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * Why the file was not taken.
     *
     * @return one of a closed set
     */
    public Reason reason() {
        return reason;
    }
}
