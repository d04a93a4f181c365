package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.printfarm.mqtt.model.StatusReport;

/**
 * A {@code push_status} written once, into which each push only puts its sequence number. Immutable; any thread.
 */
public final class StatusText {

    /** The first place where a sequence number stands is ours: only constants come before it. */
    private static final String NUMBER_FOLLOWS = "\"sequence_id\": \"";

    private final byte[] head;
    private final byte[] tail;

    private StatusText(byte[] head, byte[] tail) {
        this.head = head;
        this.tail = tail;
    }

    /**
     * Writes a report.
     *
     * @param report a full one
     * @return its text, without a number
     */
    public static StatusText of(StatusReport report) {
        String text = new String(Json.write(tree(report)), StandardCharsets.UTF_8);
        int split = text.indexOf(NUMBER_FOLLOWS) + NUMBER_FOLLOWS.length();
        return new StatusText(
                text.substring(0, split).getBytes(StandardCharsets.UTF_8),
                text.substring(split).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The text of one push.
     *
     * @param sequence its number, 0 or more
     * @return JSON, the caller's own copy
     */
    public byte[] numbered(long sequence) {
        byte[] number = Long.toString(sequence).getBytes(StandardCharsets.US_ASCII);
        byte[] text = Arrays.copyOf(head, head.length + number.length + tail.length);
        System.arraycopy(number, 0, text, head.length, number.length);
        System.arraycopy(tail, 0, text, head.length + number.length, tail.length);
        return text;
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
