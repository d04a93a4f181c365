package org.printfarm.bind.message;

import java.nio.ByteBuffer;
import org.printfarm.bind.frame.FrameWriter;

/** An answer, ready for the wire. Immutable, so one object can serve every client of a printer. */
public final class BindReply {

    private final byte[] frame;

    BindReply(byte[] json) {
        this.frame = FrameWriter.frame(json);
    }

    /**
     * The whole frame.
     *
     * @return a read-only view with a position of its own
     */
    public ByteBuffer frame() {
        return ByteBuffer.wrap(frame).asReadOnlyBuffer();
    }
}
