package org.printfarm.bench.load;

/** How an exchange ended. The labels are those of {@code bindload.c}. */
public enum Verdict {
    OK(Kind.RIGHT),
    CONNECT_REFUSED(Kind.LOST),
    CONNECT_OTHER(Kind.LOST),
    TIMEOUT(Kind.LOST),
    RESET(Kind.LOST),
    EARLY_EOF(Kind.LOST),
    TLS_HANDSHAKE(Kind.LOST),
    TLS_IO(Kind.LOST),
    SERVER_DID_NOT_CLOSE(Kind.LOST),
    SHORT_FRAME(Kind.WRONG),
    BAD_MAGIC(Kind.WRONG),
    BAD_LENGTH(Kind.WRONG),
    BAD_TRAILER(Kind.WRONG),
    EXTRA_BYTES(Kind.WRONG),
    BAD_JSON(Kind.WRONG),
    MISSING_OR_MISTYPED_FIELD(Kind.WRONG),
    BAD_COMMAND(Kind.WRONG),
    BAD_ID(Kind.WRONG);

    /** Whether a reply came, and whether it was right. */
    public enum Kind {
        /** The right reply, and then the end. */
        RIGHT,
        /** No whole reply, or no end. */
        LOST,
        /** Bytes came, and they are wrong. */
        WRONG
    }

    private final Kind kind;

    Verdict(Kind kind) {
        this.kind = kind;
    }

    /**
     * What counts it.
     *
     * @return right, lost or wrong
     */
    public Kind kind() {
        return kind;
    }
}
