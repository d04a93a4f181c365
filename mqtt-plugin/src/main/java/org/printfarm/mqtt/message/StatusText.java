package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
     * Writes a report.
     *
     * @param report a full one
     * @return its text, without a number and without the room left
     */
    public static StatusText of(StatusReport report) {
        String text = new String(Json.write(tree(report)), StandardCharsets.UTF_8);
        int number = text.indexOf(NUMBER_FOLLOWS) + NUMBER_FOLLOWS.length();
        int free = text.indexOf(FREE_FOLLOWS, text.indexOf(STORAGE_FOLLOWS)) + FREE_FOLLOWS.length();
        int afterFree = free + Long.toString(report.storage().free()).length();
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

    private static ObjectNode tree(StatusReport report) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        ObjectNode print = root.putObject("print");
        print.put("command", "push_status");
        print.put("msg", 0);
        print.put("sequence_id", "");
        for (Record group : new Record[] {report.job(), report.heat(), report.motion(), report.machine()}) {
            print.setAll(fields(group));
        }
        print.set("storage", fields(report.storage()));
        print.set("net", fields(report.net()));
        print.set("ams", fields(report.filament().ams()));
        if (report.filament().spools().size() == 1) {
            print.set("vt_tray", fields(report.filament().spools().get(0)));
        }
        print.set("vir_slot", Json.MAPPER.valueToTree(report.filament().spools()));
        print.setAll(fields(report.attachments()));
        report.dualNozzle().ifPresent(both -> print.setAll(fields(both)));
        return root;
    }

    private static ObjectNode fields(Record group) {
        return Json.MAPPER.valueToTree(group);
    }
}
