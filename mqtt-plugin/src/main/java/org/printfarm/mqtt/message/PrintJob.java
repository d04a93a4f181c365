package org.printfarm.mqtt.message;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.job.PrintRequest;

/**
 * What a slicer wants printed; all that {@link PrintRequest} holds, without the client's address.
 *
 * @param file the file's name, decoded, without scheme and leading {@code /}
 * @param sentFile what the status shows as {@code gcode_file}
 * @param subtask what the status shows as {@code subtask_name}; may be empty
 * @param plate 1 or more
 * @param md5 32 upper case hex digits
 * @param options the remaining fields in their order: scalars as text, the rest as JSON
 */
public record PrintJob(
        String file, String sentFile, String subtask, int plate, Optional<String> md5, Map<String, String> options) {

    /**
     * The request for the host.
     *
     * @param from the client's address
     * @return the same, with the address
     */
    public PrintRequest from(InetAddress from) {
        return new PrintRequest(file, sentFile, subtask, plate, md5, options, from);
    }
}
