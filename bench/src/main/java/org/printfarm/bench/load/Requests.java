package org.printfarm.bench.load;

import java.nio.charset.StandardCharsets;

/** What a slicer sends. */
public final class Requests {

    private static final String DETECT = "{\"login\":{\"command\":\"detect\",\"sequence_id\":\"20000\"}}";

    private Requests() {}

    /**
     * The detect request.
     *
     * @return a whole frame, the caller's own copy
     */
    public static byte[] detect() {
        byte[] json = DETECT.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[json.length + 6];
        frame[0] = (byte) 0xA5;
        frame[1] = (byte) 0xA5;
        frame[2] = (byte) frame.length;
        frame[3] = (byte) (frame.length >> 8);
        System.arraycopy(json, 0, frame, 4, json.length);
        frame[frame.length - 2] = (byte) 0xA7;
        frame[frame.length - 1] = (byte) 0xA7;
        return frame;
    }
}
