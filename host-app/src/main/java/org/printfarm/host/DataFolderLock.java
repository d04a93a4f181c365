package org.printfarm.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second host away from a data folder that one is running on: two would sweep each other's unfinished uploads. The
 * system lets go of it when the process ends, however it ends.
 */
final class DataFolderLock implements AutoCloseable {

    private static final String FILE = "host.lock";

    private final FileChannel channel;

    private DataFolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @param data the data folder; made when it is missing
     * @throws IOException when another host has it, or the folder cannot be used; the message names it and the mend
     */
    static DataFolderLock take(Path data) throws IOException {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new IOException(
                    "the data folder " + data + " cannot be made: give this user the right to it, or set farm.data", e);
        }
        FileChannel channel = open(data.resolve(FILE));
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new IOException("another host is running on the data folder " + data
                    + ": stop it, or give this farm a folder of its own with farm.data");
        }
        return new DataFolderLock(channel);
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(
                    "the file " + file + " cannot be written: give this user the right to it, or set farm.data", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
