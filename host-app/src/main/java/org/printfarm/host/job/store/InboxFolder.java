package org.printfarm.host.job.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Where everything lies; see the package's description. What is made here is closed to other users from the first instant.
 *
 * @param root absolute
 */
public record InboxFolder(Path root) {

    /** Of the stored files, by the first two hex digits of their SHA-256. */
    public static final int FOLDERS = 256;

    /** The name of one of them. */
    public static String digits(int folder) {
        return HexFormat.of().toHexDigits((byte) folder);
    }

    /** The inbox of a farm's data folder. */
    public static InboxFolder of(Path data) {
        return new InboxFolder(data.toAbsolutePath().normalize().resolve("inbox"));
    }

    /** For what is on its way in. */
    Path incoming() {
        return root.resolve("tmp");
    }

    /** For what is stored. */
    Path files() {
        return root.resolve("files");
    }

    /** SQLite's file; two more stand beside it while it is open. */
    Path database() {
        return root.resolve("jobs.db");
    }

    /** See {@link InboxLock}. */
    Path lock() {
        return root.resolve("lock");
    }

    /** Makes what is missing. */
    public void create() throws IOException {
        Files.createDirectories(root.resolveSibling(""));
        createFolder(root);
        createFolder(incoming());
        createFolder(files());
    }

    /** Makes one folder, and brings its name to the disk. One that is there is fine. */
    void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, permissions("rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            return;
        }
        force(folder.resolveSibling(""));
    }

    /** A new and empty file for an upload. */
    Path createIncoming() throws IOException {
        return Files.createTempFile(incoming(), "upload-", ".part", permissions("rw-------"));
    }

    /** Opens a file for writing and makes it when it is not there. */
    FileChannel openOwnerOnly(Path file) throws IOException {
        return FileChannel.open(
                file, java.util.Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), permissions("rw-------"));
    }

    /**
     * Makes a file when it is not there. One that is there is not opened: closing a file takes the locks away that another part of
     * this process has on it, SQLite's for instance.
     */
    void createOwnerOnly(Path file) throws IOException {
        try {
            Files.createFile(file, permissions("rw-------"));
        } catch (FileAlreadyExistsException e) {
            return;
        }
    }

    /**
     * Removes what was on its way in when an earlier process ended. Only for the process that has the data folder for itself.
     *
     * @return how many files
     */
    public int sweepIncoming() throws IOException {
        int swept = 0;
        try (Stream<Path> leftovers = Files.list(incoming())) {
            for (Path leftover : leftovers.filter(Files::isRegularFile).toList()) {
                Files.deleteIfExists(leftover);
                swept++;
            }
        }
        return swept;
    }

    /** A new name survives a power cut only once its folder is on the disk. Windows has no such thing. */
    public static void force(Path folder) throws IOException {
        if (!knowsPermissions(folder)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private FileAttribute<?>[] permissions(String posix) {
        return permissions(root, posix);
    }

    /** For a new file or folder where there are such permissions. */
    public static FileAttribute<?>[] permissions(Path where, String posix) {
        return knowsPermissions(where)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))}
                : new FileAttribute<?>[0];
    }

    private static boolean knowsPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
