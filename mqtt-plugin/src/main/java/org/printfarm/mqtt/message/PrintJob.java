package org.printfarm.mqtt.message;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.printfarm.api.job.PrintRequest;

/**
 * What a slicer wants printed; all that {@link PrintRequest} holds, without the client's address.
 *
 * @param files the names that the file may have, best first, at least one
 * @param onCard true when there is no URL: the file lies on the printer
 * @param sentFile what the status shows as {@code gcode_file}
 * @param subtask what the status shows as {@code subtask_name}; may be empty
 * @param plate 1 or more; empty when none is named
 * @param md5 32 upper case hex digits
 * @param options the remaining fields in their order: scalars as text, the rest as JSON
 * @param document the whole message as it came
 */
public record PrintJob(
        List<String> files,
        boolean onCard,
        String sentFile,
        String subtask,
        OptionalInt plate,
        Optional<String> md5,
        Map<String, String> options,
        String document) {

    /**
     * The request for the host.
     *
     * @param from the client's address
     * @return the same, with the address
     */
    public PrintRequest from(InetAddress from) {
        return new PrintRequest(files, onCard, sentFile, subtask, plate, md5, options, document, from);
    }
}
