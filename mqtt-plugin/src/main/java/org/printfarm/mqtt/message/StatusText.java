package org.printfarm.mqtt.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.printfarm.mqtt.model.StatusReport;

/**
 * A {@code push_status} written once, into which each push only puts its sequence number and the room left for uploads: on a
 * disk in use that changes at every look, and would have all of it written anew. Immutable; any thread.
 */
public final class StatusText {

    /** The first place where a sequence number stands is ours: only constants come before it. */
    private static final String NUMBER_FOLLOWS = "\"sequence_id\": \"";

    /** Neither can stand within a text of the peer's, where quotes are escaped. */
    private static final String STORAGE_FOLLOWS = "\"storage\": {";

    private static final String FREE_FOLLOWS = "\"free\": ";

    private final byte[] head;
    private final byte[] middle;
    private final byte[] tail;

    private StatusText(String head, String middle, String tail) {
        this.head = head.getBytes(StandardCharsets.UTF_8);
        this.middle = middle.getBytes(StandardCharsets.UTF_8);
        this.tail = tail.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes a report of a printer on which nobody set anything.
     *
     * @param report what the printer does
     * @return its text, without a number and without the room left
     */
    public static StatusText of(StatusReport report) {
        return of(report, MachineSettings.none());
    }

    /**
     * Writes a report.
     *
     * @param report what the printer does
     * @param settings what people set
     * @return its text, without a number and without the room left
     */
    public static StatusText of(StatusReport report, MachineSettings settings) {
        String text = new String(Json.write(StatusTree.of(report, settings)), StandardCharsets.UTF_8);
        int number = text.indexOf(NUMBER_FOLLOWS) + NUMBER_FOLLOWS.length();
        int free = text.indexOf(FREE_FOLLOWS, text.indexOf(STORAGE_FOLLOWS)) + FREE_FOLLOWS.length();
        int afterFree = free + Long.toString(report.storageFreeBytes()).length();
        return new StatusText(text.substring(0, number), text.substring(number, free), text.substring(afterFree));
    }

    /**
     * The text of one push.
     *
     * @param sequence its number, 0 or more
     * @param freeBytes the room left for uploads
     * @return JSON, the caller's own copy
     */
    public byte[] numbered(long sequence, long freeBytes) {
        byte[] number = digits(sequence);
        byte[] free = digits(freeBytes);
        return ByteBuffer.allocate(head.length + number.length + middle.length + free.length + tail.length)
                .put(head)
                .put(number)
                .put(middle)
                .put(free)
                .put(tail)
                .array();
    }

    private static byte[] digits(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
