package org.printfarm.api.job;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a slicer asks for when somebody presses Print.
 *
 * @param files the names that the file may have, best first, at least one: without scheme and leading {@code /}; a URL is
 *     named as it stands and decoded, for slicers send both
 * @param onCard true when the request names a file that lies on the printer already, because it has no URL
 * @param sentFile the text that the status must show as {@code gcode_file}, as the slicer sent it
 * @param subtask the text that the status must show as {@code subtask_name}, as the slicer sent it; may be empty
 * @param plate the number of the plate, 1 or more; empty when the request names none: the file's first
 * @param md5 the MD5 of the file, 32 upper case hex digits; empty when the slicer sent none
 * @param options the remaining fields, scalars as their text, lists and objects as JSON; in the order of the request
 * @param document the whole message as it was sent: JSON
 * @param from the client's address
 * @since 1.0
 */
public record PrintRequest(
        List<String> files,
        boolean onCard,
        String sentFile,
        String subtask,
        OptionalInt plate,
        Optional<String> md5,
        Map<String, String> options,
        String document,
        InetAddress from) {

    /** {@return the plate and the client; the rest is a peer's text, and long} */
    @Override
    public String toString() {
        return "PrintRequest[plate=" + plate + ", from=" + from.getHostAddress() + "]";
    }
}
