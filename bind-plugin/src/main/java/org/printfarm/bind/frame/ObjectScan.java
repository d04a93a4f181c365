package org.printfarm.bind.frame;

/**
 * Follows one JSON object and the trailer after it, byte by byte: the tolerant rule of {@link FrameReader}. It knows
 * strings, escapes and nesting, and no more of JSON. Lives during one call of the reader.
 */
final class ObjectScan {

    /** What a byte made of the text. */
    enum Step {
        /** Nothing is decided. */
        MORE,
        /** The object and the trailer are complete. */
        COMPLETE,
        /** The text starts with something other than an object. */
        NO_OBJECT,
        /** The byte cannot stand in JSON outside of a string. */
        NO_JSON,
        /** The object is complete, and no trailer follows. */
        NO_TRAILER
    }

    private static final int BEFORE = 0;
    private static final int INSIDE = 1;
    private static final int STRING = 2;
    private static final int ESCAPE = 3;
    private static final int AFTER = 4;
    private static final int TRAILER = 5;

    private int state = BEFORE;
    private int depth;

    Step next(byte now) {
        return switch (state) {
            case BEFORE -> before(now);
            case INSIDE -> inside(now);
            case STRING -> string(now);
            case ESCAPE -> to(STRING);
            case AFTER -> after(now);
            default -> now == Frame.TRAILER ? Step.COMPLETE : Step.NO_TRAILER;
        };
    }

    private Step before(byte now) {
        if (now == '{') {
            depth = 1;
            return to(INSIDE);
        }
        return isBlank(now) ? Step.MORE : Step.NO_OBJECT;
    }

    private Step inside(byte now) {
        switch (now) {
            case '"' -> state = STRING;
            case '{', '[' -> depth++;
            case '}', ']' -> {
                depth--;
                state = depth == 0 ? AFTER : INSIDE;
            }
            default -> {
                if ((now < ' ' || now == 0x7F) && !isBlank(now)) {
                    return Step.NO_JSON;
                }
            }
        }
        return Step.MORE;
    }

    private Step string(byte now) {
        if (now == '"') {
            state = INSIDE;
        } else if (now == '\\') {
            state = ESCAPE;
        }
        return Step.MORE;
    }

    private Step after(byte now) {
        if (now == Frame.TRAILER) {
            return to(TRAILER);
        }
        return isBlank(now) ? Step.MORE : Step.NO_TRAILER;
    }

    private Step to(int next) {
        state = next;
        return Step.MORE;
    }

    private static boolean isBlank(byte now) {
        return now == ' ' || now == '\t' || now == '\n' || now == '\r';
    }
}
