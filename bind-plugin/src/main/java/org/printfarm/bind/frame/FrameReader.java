package org.printfarm.bind.frame;

import java.nio.ByteBuffer;

/**
 * Finds the request's frame in the bytes that have come so far. Pure: the same bytes give the same result, and nothing is
 * consumed, kept or thrown.
 *
 * <p><b>The rules</b> (protocol notes, section 1). The answer is the one that the <em>shortest</em> prefix of the bytes
 * gives, so it does not depend on how TCP cut them. For each prefix, in this order:
 *
 * <ol>
 *   <li>A first or second byte other than {@code A5} is refused at once.
 *   <li>A length field above {@link Frame#MAX_REQUEST_BYTES} is refused with its second byte, before the body comes.
 *   <li>The length rule: as many bytes as the length field tells, ending in {@code A7 A7}, are a frame. What is inside is
 *       for the request reader to judge. This comes before the next rule, because {@code A7 A7} also occurs inside
 *       characters ({@code E4 A7 A7}).
 *   <li>The tolerant rule, because some clients send a wrong length: {@code A5 A5}, any length field up to the limit, one
 *       complete JSON object, {@code A7 A7} are a frame. Blanks may stand around the object. A strict prefix of an object
 *       is never an object, so this cannot fire early.
 *   <li>What can never become a frame by either rule is refused at once: no opening brace, bytes outside of strings that
 *       JSON does not have, something other than the trailer after the object.
 *   <li>{@link Frame#MAX_REQUEST_BYTES} without a frame are refused. So the limit holds twice: for what the length field
 *       claims and for what really comes. A wrong length is forgiven only below it.
 * </ol>
 *
 * <p>Objects are found by counting braces and brackets outside of strings: for every text that is JSON, that finds the end
 * exactly. A text that only looks like JSON may come out as a complete frame and is then refused by the request reader.
 */
public final class FrameReader {

    private FrameReader() {}

    /**
     * Looks at the bytes from position to limit; neither is moved.
     *
     * @param bytes all that the peer has sent on this connection so far
     * @return what they are
     */
    public static FrameResult read(ByteBuffer bytes) {
        int start = bytes.position();
        int size = bytes.remaining();
        for (int i = 0; i < Math.min(size, 2); i++) {
            if (bytes.get(start + i) != Frame.HEADER) {
                return new FrameResult.Malformed(FrameFault.BAD_HEADER, i + 1);
            }
        }
        if (size < Frame.PREFIX_BYTES) {
            return FrameResult.Incomplete.MORE;
        }
        int claimed = Byte.toUnsignedInt(bytes.get(start + 2)) | Byte.toUnsignedInt(bytes.get(start + 3)) << 8;
        if (claimed > Frame.MAX_REQUEST_BYTES) {
            return new FrameResult.Malformed(FrameFault.LENGTH_OVER_LIMIT, claimed);
        }
        return readBody(bytes, start, Math.min(size, Frame.MAX_REQUEST_BYTES), claimed);
    }

    private static FrameResult readBody(ByteBuffer bytes, int start, int size, int claimed) {
        ObjectScan scan = new ObjectScan();
        for (int i = Frame.PREFIX_BYTES; i < size; i++) {
            byte now = bytes.get(start + i);
            ObjectScan.Step step = scan.next(now);
            int total = i + 1;
            if (total == claimed && total >= Frame.MIN_TOTAL_BYTES && endsWithTrailer(bytes, start + total)) {
                return complete(bytes, start, total);
            }
            switch (step) {
                case MORE -> {}
                case COMPLETE -> {
                    return complete(bytes, start, total);
                }
                case NO_OBJECT -> {
                    return new FrameResult.Malformed(FrameFault.NOT_AN_OBJECT, total);
                }
                case NO_JSON -> {
                    return new FrameResult.Malformed(FrameFault.NOT_JSON, total);
                }
                case NO_TRAILER -> {
                    return new FrameResult.Malformed(FrameFault.BAD_TRAILER, total);
                }
            }
        }
        return size < Frame.MAX_REQUEST_BYTES
                ? FrameResult.Incomplete.MORE
                : new FrameResult.Malformed(FrameFault.FRAME_OVER_LIMIT, size);
    }

    private static boolean endsWithTrailer(ByteBuffer bytes, int end) {
        return bytes.get(end - 1) == Frame.TRAILER && bytes.get(end - 2) == Frame.TRAILER;
    }

    private static FrameResult complete(ByteBuffer bytes, int start, int total) {
        ByteBuffer payload = bytes.slice(start + Frame.PREFIX_BYTES, total - Frame.FRAMING_BYTES);
        return new FrameResult.Complete(payload, total);
    }
}
