package org.printfarm.api.driver;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.annotation.HostProvided;

/**
 * One try to bring one job to one machine, and to print it there.
 *
 * @param jobId the job, for log lines and documents
 * @param taskId the number that the machine has to show while it prints this; 1 to 2^31 − 1, never used before
 * @param fileName what the file is called on the machine, without folders; unique to this order
 * @param title what people read, as the slicer sent it
 * @param bytes the file's size
 * @param md5 32 upper case hex digits
 * @param sha256 64 lower case hex digits
 * @param content the file; stored bytes, opened as often as needed
 * @param plate which plate to print; 1 or more
 * @param mapping for each filament channel of the plate, in order, the tray that feeds it; empty when the machine has no trays
 *     or the job uses none
 * @param options what the slicer asked for besides, by the name of the field ({@code timelapse}, {@code bed_leveling} …), as
 *     JSON text
 * @param document the job as the farm's JSON documents show it
 * @since 1.0
 */
public record PrintOrder(
        String jobId,
        int taskId,
        String fileName,
        String title,
        long bytes,
        String md5,
        String sha256,
        Content content,
        int plate,
        List<Optional<TraySlot>> mapping,
        Map<String, String> options,
        String document) {

    /**
     * Copies the collections.
     *
     * @param jobId see above
     * @param taskId see above
     * @param fileName see above
     * @param title see above
     * @param bytes see above
     * @param md5 see above
     * @param sha256 see above
     * @param content see above
     * @param plate see above
     * @param mapping see above
     * @param options see above
     * @param document see above
     */
    public PrintOrder {
        mapping = List.copyOf(mapping);
        options = Map.copyOf(options);
    }

    /** The file's bytes. Provided by the host; any thread. */
    @HostProvided
    @FunctionalInterface
    public interface Content {
        /**
         * Opens the file for reading.
         *
         * @return at its beginning; the caller closes it
         * @throws IOException when the stored file cannot be read
         */
        SeekableByteChannel open() throws IOException;
    }
}
