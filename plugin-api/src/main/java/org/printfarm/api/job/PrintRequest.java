package org.printfarm.api.job;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/**
 * What a slicer asks for when somebody presses Print.
 *
 * @param file the name of the file to print, decoded, without scheme and leading {@code /}
 * @param sentFile the text that the status must show as {@code gcode_file}, as the slicer sent it
 * @param subtask the text that the status must show as {@code subtask_name}, as the slicer sent it; may be empty
 * @param plate the number of the plate, 1 or more
 * @param md5 the MD5 of the file, 32 upper case hex digits; empty when the slicer sent none
 * @param options the remaining fields as sent, scalars as their text, lists and objects as JSON; in the order of the request
 * @param from the client's address
 */
public record PrintRequest(
        String file,
        String sentFile,
        String subtask,
        int plate,
        Optional<String> md5,
        Map<String, String> options,
        InetAddress from) {}
