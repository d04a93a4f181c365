package org.printfarm.bind.frame;

/** Why bytes are not a frame. The names go into events and log lines. */
public enum FrameFault {
    /** The first two bytes are not {@code A5 A5}. */
    BAD_HEADER,
    /** The length field tells more than {@link Frame#MAX_REQUEST_BYTES}. */
    LENGTH_OVER_LIMIT,
    /** {@link Frame#MAX_REQUEST_BYTES} have come, and the frame is not complete. */
    FRAME_OVER_LIMIT,
    /** The text does not start with an opening brace. */
    NOT_AN_OBJECT,
    /** Outside of strings there are bytes that JSON does not have. */
    NOT_JSON,
    /** The JSON object is complete, and something other than {@code A7 A7} follows. */
    BAD_TRAILER
}
