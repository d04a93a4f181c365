package org.printfarm.host.files;

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

/**
 * Writes a small file so that it is either the old one or the new one, whole, and closed to other users from the first instant,
 * whatever the umask. Where the system has no such permissions, it does without.
 */
public final class OwnerOnlyFile {

    private static final String LEFTOVER_PREFIX = ".writing-";
    private static final String LEFTOVER_SUFFIX = ".tmp";

    private OwnerOnlyFile() {}

    /**
     * Replaces the file. Makes its folder. When this returns, the content has reached the disk; on a system that cannot bring a
     * folder there, its name does so by itself.
     *
     * @param file which; one at a time
     * @param content all of it
     * @throws IOException when it cannot be written; then the old one is still there
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path folder = makeFolderOf(file);
        place(file, content);
        try {
            force(folder);
        } catch (IOException e) {
            // Nothing is lost but the time until the system writes the folder by itself.
        }
    }

    /**
     * Replaces the file, one of several: the content has reached the disk when this returns, and its name when {@link #force} has
     * returned.
     *
     * @param file its folder must be there
     * @param content all of it
     * @throws IOException when it cannot be written; then the old one is still there
     */
    public static void place(Path file, byte[] content) throws IOException {
        Path fresh = Files.createTempFile(parent(file), LEFTOVER_PREFIX, LEFTOVER_SUFFIX, forFile(file));
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
    }

    /**
     * Whether a process that was killed while writing left this behind. Nothing refers to it.
     *
     * @param file in a folder that nobody writes into now
     */
    public static boolean isLeftover(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(LEFTOVER_PREFIX) && name.endsWith(LEFTOVER_SUFFIX);
    }

    /**
     * Brings the names in a folder to the disk: only then they survive a power cut. Windows has no such thing.
     *
     * @param folder must be there
     * @throws IOException when the system cannot do it
     */
    public static void force(Path folder) throws IOException {
        if (!knowsPermissions(folder)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Makes a file's folder where it is missing, for its owner only.
     *
     * @return the folder
     */
    public static Path makeFolderOf(Path file) throws IOException {
        Path folder = parent(file);
        return Files.createDirectories(folder, forFolder(folder));
    }

    /** Throws what {@link #write} would most likely throw, and changes nothing. */
    public static void checkWritable(Path file) throws IOException {
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

    /**
     * With what a new file is made that nobody else may open.
     *
     * @param where on which file system
     */
    public static FileAttribute<?>[] forFile(Path where) {
        return attributes(where, "rw-------");
    }

    /**
     * With what a new folder is made that nobody else may look into.
     *
     * @param where on which file system
     */
    public static FileAttribute<?>[] forFolder(Path where) {
        return attributes(where, "rwx------");
    }

    private static FileAttribute<?>[] attributes(Path where, String permissions) {
        return knowsPermissions(where)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Whether files have an owner and permissions there. */
    public static boolean knowsPermissions(Path where) {
        return where.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
