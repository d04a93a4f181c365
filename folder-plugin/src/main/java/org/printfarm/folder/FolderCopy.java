package org.printfarm.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.PrintOrder;

/** One file on its way into a folder: written and synced under a hidden name, then renamed. One thread. */
final class FolderCopy {

    private static final int BLOCK_BYTES = 64 * 1024;

    private final Path folder;
    private final String name;
    private final PrintOrder order;
    private final Driver.Progress progress;
    private final Path part;

    FolderCopy(Path folder, String name, PrintOrder order, Driver.Progress progress) {
        this.folder = folder;
        this.name = name;
        this.order = order;
        this.progress = progress;
        this.part = folder.resolve(".printfarm-" + order.taskId() + ".part");
    }

    void run() throws DriverException, InterruptedException {
        try {
            copy();
            place();
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the delivery was given up");
            }
            throw failed(e);
        } finally {
            removePart();
        }
    }

    private void copy() throws IOException, DriverException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        long total = 0;
        try (SeekableByteChannel from = content();
                FileChannel to = FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            while (from.read(block.clear()) >= 0) {
                block.flip();
                while (block.hasRemaining()) {
                    total += to.write(block);
                }
                progress.sent(total);
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("given up");
                }
            }
            to.force(true);
        }
        if (total != order.bytes()) {
            throw unreadable();
        }
    }

    private SeekableByteChannel content() throws DriverException {
        try {
            return order.content().open();
        } catch (IOException e) {
            throw unreadable();
        }
    }

    /** Nothing is overwritten: a name that is taken gets the attempt's number. */
    private void place() throws IOException {
        Path target = folder.resolve(name);
        if (Files.exists(target)) {
            target = folder.resolve(order.taskId() + "-" + name);
            if (Files.exists(target)) {
                throw new FileAlreadyExistsException(name);
            }
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private void removePart() {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // the folder is gone, and what is in it cannot be removed
        }
    }

    private DriverException failed(IOException trouble) {
        if (!Files.isDirectory(folder)) {
            return new DriverException(MachineFault.Code.UNREACHABLE, "the folder " + folder + " is not there", true);
        }
        // Opening and renaming fail with a FileSystemException; of what is left, writing does.
        return trouble instanceof FileSystemException
                ? new DriverException(
                        MachineFault.Code.TRANSFER, "the file could not be put into the folder " + folder, true)
                : new DriverException(
                        MachineFault.Code.STORAGE_FULL,
                        "the file could not be written to " + folder + ": is there room?",
                        true);
    }

    private static DriverException unreadable() {
        return new DriverException(
                MachineFault.Code.INTERNAL, "the stored file of the job cannot be read whole", false);
    }
}
