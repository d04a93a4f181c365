package org.printfarm.host.job.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.files.HeldFile;
import org.printfarm.host.files.OwnerOnlyFile;

/**
 * Where everything lies; see the package's description. What is made here is closed to other users from the first instant.
 *
 * @param root absolute
 * @param store the database that has the record; empty for the file in the folder
 */
public record InboxFolder(Path root, Optional<StoreUrl> store) {

    /** How long the others may have the inbox. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Of the stored files, by the first two hex digits of their SHA-256. */
    public static final int FOLDERS = 256;

    /** The name of one of them. */
    public static String digits(int folder) {
        return HexFormat.of().toHexDigits((byte) folder);
    }

    /** The inbox of a farm's data folder, with the record in it. */
    public static InboxFolder of(Path data) {
        return of(data, Optional.empty());
    }

    /** The inbox of a farm's data folder. */
    public static InboxFolder of(Path data, Optional<StoreUrl> store) {
        return new InboxFolder(data.toAbsolutePath().normalize().resolve("inbox"), store);
    }

    /** The inbox of a farm. */
    public static InboxFolder of(FarmConfig farm) {
        return of(farm.data(), farm.store());
    }

    /** Whether there is a record; one in PostgreSQL is always there, or an error. */
    boolean hasRecord() {
        return store.isPresent() || Files.exists(database());
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

    /**
     * One thread of one process at a time between the stored files and their record: around "move into place and record" and
     * around "delete the record and the file". Without it a command that deletes a job could remove the file that the host has
     * just acknowledged for another job with the same bytes. Never held while bytes come in. Not to be taken twice by one thread.
     *
     * @throws IOException when others have had it for {@link #LONGEST_WAIT}; each needs it for a few writes to the disk
     */
    HeldFile hold() throws IOException {
        return HeldFile.take(root.resolve("lock"), LONGEST_WAIT)
                .orElseThrow(() -> new IOException(
                        "another process has been writing to the inbox for " + LONGEST_WAIT.toSeconds() + " s"));
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
            Files.createDirectory(folder, OwnerOnlyFile.forFolder(root));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            return;
        }
        OwnerOnlyFile.force(folder.resolveSibling(""));
    }

    /** A new and empty file for an upload. */
    Path createIncoming() throws IOException {
        return Files.createTempFile(incoming(), "upload-", ".part", OwnerOnlyFile.forFile(root));
    }

    /**
     * Makes a file when it is not there. One that is there is not opened: closing a file takes the locks away that another part of
     * this process has on it, SQLite's for instance.
     */
    void createOwnerOnly(Path file) throws IOException {
        try {
            Files.createFile(file, OwnerOnlyFile.forFile(root));
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
}
