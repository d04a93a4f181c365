package org.printfarm.bind.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Puts the frame around a reply. Pure. */
public final class FrameWriter {

    private FrameWriter() {}

    /**
     * Frames a text.
     *
     * @param json the reply's JSON, at most {@link Frame#MAX_TOTAL_BYTES} less {@link Frame#FRAMING_BYTES} bytes
     * @return the whole frame: new bytes that belong to the caller
     * @throws IllegalArgumentException when the text is too long for the length field
     */
    public static byte[] frame(byte[] json) {
        int total = json.length + Frame.FRAMING_BYTES;
        if (total > Frame.MAX_TOTAL_BYTES) {
            throw new IllegalArgumentException("frame: expected at most " + Frame.MAX_TOTAL_BYTES + " bytes");
        }
        return ByteBuffer.allocate(total)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(Frame.HEADER)
                .put(Frame.HEADER)
                .putShort((short) total)
                .put(json)
                .put(Frame.TRAILER)
                .put(Frame.TRAILER)
                .array();
    }
}
