package org.printfarm.api.service;

import java.util.Optional;
import org.printfarm.api.annotation.HostProvided;

/**
 * What a printer remembers across restarts, a few bytes for each service: what people set on it. Provided by the host; any
 * thread.
 *
 * <p>Crash-safe: what is read is always something that was written, whole. A loss of power may lose the last second.
 *
 * @since 1.0
 */
@HostProvided
public interface PrinterMemory {

    /** The most that one service may keep for one printer, bytes. */
    int MAX_BYTES = 64 * 1024;

    /**
     * What was written last, by this run of the farm or an earlier one.
     *
     * @param service the {@link PrinterServiceFactory#type()} of whoever asks
     * @return the bytes; empty when there are none, or when they cannot be read, which is logged
     */
    Optional<byte[]> read(String service);

    /**
     * Keeps something in place of what was there. Returns at once; writing goes on by itself and is done before the farm has
     * stopped. What cannot be written is logged.
     *
     * @param service the {@link PrinterServiceFactory#type()} of whoever asks
     * @param content up to {@link #MAX_BYTES}
     * @throws IllegalArgumentException when it is more
     */
    void write(String service, byte[] content);
}
