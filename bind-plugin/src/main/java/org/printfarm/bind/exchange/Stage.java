package org.printfarm.bind.exchange;

/** How far a connection is. */
enum Stage {
    /** TLS handshake. */
    HANDSHAKE,
    /** Waiting for the rest of the request. */
    REQUEST,
    /** Waiting until the reply is with the kernel. */
    REPLY,
    /** All is said; swallowing what the peer still sends, so that the close does not become a reset. */
    DRAIN;

    /** Whether the peer has not sent a whole request yet. */
    boolean isWaiting() {
        return this == HANDSHAKE || this == REQUEST;
    }

    /**
     * Where a connection ended, as a word for events.
     *
     * @param size what has come of the request, bytes
     */
    String where(int size) {
        return switch (this) {
            case HANDSHAKE -> "IN_HANDSHAKE";
            case REQUEST -> size == 0 ? "BEFORE_REQUEST" : "IN_REQUEST";
            case REPLY, DRAIN -> "IN_REPLY";
        };
    }
}
