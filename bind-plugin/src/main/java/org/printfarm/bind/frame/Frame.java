package org.printfarm.bind.frame;

/**
 * The numbers of the frame. Source: captures of both ports (protocol notes, section 1).
 */
public final class Frame {

    /** Both bytes of the header. */
    public static final byte HEADER = (byte) 0xA5;

    /** Both bytes of the trailer. */
    public static final byte TRAILER = (byte) 0xA7;

    /** Header and length field, bytes. */
    public static final int PREFIX_BYTES = 4;

    /** The trailer, bytes. */
    public static final int TRAILER_BYTES = 2;

    /** All framing, bytes; the length field counts it as well. */
    public static final int FRAMING_BYTES = PREFIX_BYTES + TRAILER_BYTES;

    /** The shortest frame, bytes: framing and an empty JSON object. A smaller length field is wrong for certain. */
    public static final int MIN_TOTAL_BYTES = FRAMING_BYTES + 2;

    /** The longest request, bytes, framing included (protocol notes, section 1). Real ones have 58 to 60. */
    public static final int MAX_REQUEST_BYTES = 4096;

    /** The longest frame that the length field can tell, bytes. */
    public static final int MAX_TOTAL_BYTES = 0xFFFF;

    private Frame() {}
}
