package org.printfarm.host.dispatch;

/** Something that was asked for cannot be done. The message is for whoever asked: what is wrong, and the mend. */
public final class DispatchException extends Exception {

    private static final long serialVersionUID = 1;

    /** With its message. */
    public DispatchException(String message) {
        super(message);
    }
}
