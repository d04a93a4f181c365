package org.printfarm.host.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.files.HeldFile;

/** Keeps a second host away from a data folder that one is running on: two would sweep each other's unfinished uploads. */
final class DataFolderLock {

    private DataFolderLock() {}

    /**
     * Takes it.
     *
     * @param data the data folder; made when it is missing
     * @throws IOException when another host has it, or the folder cannot be used; the message names it and the mend
     */
    static HeldFile take(Path data) throws IOException {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new IOException(
                    "the data folder " + data + " cannot be made: give this user the right to it, or set farm.data", e);
        }
        return tryTake(data.resolve(FarmConfig.HOST_LOCK))
                .orElseThrow(() -> new IOException("another host is running on the data folder " + data
                        + ": stop it, or give this farm a folder of its own with farm.data"));
    }

    private static Optional<HeldFile> tryTake(Path file) throws IOException {
        try {
            Optional<HeldFile> held = HeldFile.take(file, Duration.ZERO);
            if (held.isPresent()) {
                held.get().sign();
            }
            return held;
        } catch (IOException e) {
            throw new IOException(
                    "the file " + file + " cannot be written: give this user the right to it, or set farm.data", e);
        }
    }
}
