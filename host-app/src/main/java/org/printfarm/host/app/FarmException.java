package org.printfarm.host.app;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.CheckView;

/** Why something could not be done, with a code for programs, a sentence for people, and what mends it. Holds no secret. */
public final class FarmException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The configuration has mistakes: {@link #problems()}. */
    public static final String CONFIGURATION = "CONFIGURATION";

    /** The farm cannot start or its certificates cannot be used. */
    public static final String UNUSABLE = "UNUSABLE";

    /** There is no such thing. */
    public static final String NOT_FOUND = "NOT_FOUND";

    /** The argument cannot be meant. */
    public static final String BAD_REQUEST = "BAD_REQUEST";

    /** What is asked for does not go with how things are; the text says why. */
    public static final String NOT_POSSIBLE = "NOT_POSSIBLE";

    /** A file or folder cannot be read or written. */
    public static final String STORAGE = "STORAGE";

    /** Only a running farm can answer. */
    public static final String NOT_RUNNING = "NOT_RUNNING";

    /** Somebody else is at work on the data folder and does not answer. */
    public static final String BUSY = "BUSY";

    /** The caller may not do that. */
    public static final String FORBIDDEN = "FORBIDDEN";

    /** A fault of the farm. */
    public static final String INTERNAL = "INTERNAL";

    private final String code;
    private final String mend;
    private final transient CheckView problems;

    /**
     * With a reason.
     *
     * @param code one of the words above, or that of a client
     * @param text one sentence for the operator
     * @param mend what to do about it; may be empty
     */
    public FarmException(String code, String text, String mend) {
        super(text);
        this.code = code;
        this.mend = mend;
        this.problems = CheckView.FINE;
    }

    /** With what failed. */
    FarmException(String code, Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
        this.code = code;
        this.mend = "";
        this.problems = CheckView.FINE;
    }

    /** The mistakes of a configuration. */
    FarmException(CheckView problems) {
        super(
                problems.problems().size() == 1
                        ? "1 mistake in the configuration"
                        : problems.problems().size() + " mistakes in the configuration");
        this.code = CONFIGURATION;
        this.mend = "";
        this.problems = problems;
    }

    /** What went wrong with a file, which is named. */
    static FarmException storage(IOException e) {
        String text = e instanceof FileSystemException named
                ? named.getFile() + ": "
                        + (named.getReason() != null
                                ? named.getReason()
                                : e.getClass().getSimpleName())
                : String.valueOf(e.getMessage());
        return new FarmException(STORAGE, SafeText.line(text), "");
    }

    /** What went wrong, for programs: upper case letters and underscores. */
    public String code() {
        return code;
    }

    /** What to do about it; may be empty. */
    public String mend() {
        return mend;
    }

    /** The mistakes of the configuration, when there are any. */
    public CheckView problems() {
        return problems;
    }

    /** Whether the command line or the configuration is wrong, so that nothing was begun. */
    public boolean isUsage() {
        return code.equals(CONFIGURATION) || code.equals(UNUSABLE) || code.equals(BAD_REQUEST);
    }
}
