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

    /** How long a command beside may be at work on the files. */
    private static final Duration COMMAND = Duration.ofSeconds(10);

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
        Duration patience = ControlFile.ofRunning(data).isPresent() ? Duration.ZERO : COMMAND;
        HeldFile lock = tryTake(data.resolve(FarmConfig.HOST_LOCK), patience)
                .orElseThrow(() -> new IOException("another host is running on the data folder " + data
                        + ": stop it, or give this farm a folder of its own with farm.data"));
        ControlFile.remove(data);
        return lock;
    }

    private static Optional<HeldFile> tryTake(Path file, Duration patience) throws IOException {
        try {
            Optional<HeldFile> held = HeldFile.take(file, patience);
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
