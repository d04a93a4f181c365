package org.printfarm.bind.respond;

/** What a logged-in user gets who clicks "Bind". */
public enum LoginReply {
    /** No bytes and a close, as for any other command. */
    CLOSE,
    /** What LAN-only firmware answers. */
    LAN_ONLY
}
