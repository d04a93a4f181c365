package org.printfarm.host.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes a small file so that it is either the old one or the new one, whole, and that only its owner can read it. */
public final class OwnerOnlyFile {

    private OwnerOnlyFile() {}

    /**
     * Replaces the file. Makes its folder. When this returns, the content has reached the disk.
     *
     * @param file which; one at a time
     * @param content all of it
     * @throws IOException when it cannot be written; then the old one is still there
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path folder = makeFolderOf(file);
        Path fresh = Files.createTempFile(folder, file.getFileName() + ".", ".tmp", ownerOnly(folder, "rw-------"));
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        forceFolder(folder);
    }

    /** Makes a file's folder where it is missing, for its owner only. */
    static Path makeFolderOf(Path file) throws IOException {
        Path folder = parent(file);
        return Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
    }

    /** Throws what {@link #write} would most likely throw, and changes nothing. */
    static void checkWritable(Path file) throws IOException {
        Path existing = parent(file);
        while (Files.notExists(existing)) {
            existing = parent(existing);
        }
        if (!Files.isDirectory(existing)) {
            throw new FileAlreadyExistsException(existing.toString());
        }
        if (!Files.isWritable(existing)) {
            throw new AccessDeniedException(existing.toString());
        }
    }

    private static Path parent(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new FileAlreadyExistsException(file.toString());
        }
        return parent;
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** The new name must survive a power cut too. Not every system can do this to a folder; there it has to do without. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Nothing is lost but the time until the system writes the folder by itself.
        }
    }
}
