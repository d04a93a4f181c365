package org.printfarm.bind.message;

/** What a client wants. Any other word becomes {@link #OTHER}, so that a peer's text goes no further. */
public enum Command {
    /** Who are you? */
    DETECT,
    /** Tie the printer to a cloud account: a logged-in user clicked "Bind". */
    LOGIN,
    /** Something else. */
    OTHER;

    static Command of(String word) {
        return switch (word) {
            case "detect" -> DETECT;
            case "login" -> LOGIN;
            default -> OTHER;
        };
    }
}
