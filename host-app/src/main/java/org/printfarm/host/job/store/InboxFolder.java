package org.printfarm.host.job.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
 * @param elsewhere an absolute folder for the stored files, which is never made; empty for one in the inbox
 * @param isReplica whether other hosts have folders of their own for the same stored files
 */
public record InboxFolder(Path root, Optional<StoreUrl> store, Optional<Path> elsewhere, boolean isReplica) {

    /** What a folder of stored files has of the farm itself, and no content, begins with this. */
    public static final String OWN = ".printfarm";

    /** Who sends a file does not take longer. */
    private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

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
        return new InboxFolder(data.toAbsolutePath().normalize().resolve("inbox"), store, Optional.empty(), false);
    }

    /** The inbox of a farm. */
    public static InboxFolder of(FarmConfig farm) {
        boolean isReplica = farm.cluster().replicas().isPresent();
        return new InboxFolder(of(farm.data()).root, farm.store(), farm.files(), isReplica);
    }

    /** The same with its stored files elsewhere. */
    public InboxFolder withFiles(Optional<Path> folder) {
        return new InboxFolder(root, store, folder, isReplica);
    }

    /** The data folder. */
    public Path data() {
        return root.resolveSibling("");
    }

    /** Whether other hosts may store files here just now, by themselves or through this one. */
    public boolean isShared() {
        return store.isPresent() && (isReplica || elsewhere.isPresent());
    }

    /** Whether there is a record; one in PostgreSQL is always there, or an error. */
    boolean hasRecord() {
        return store.isPresent() || Files.exists(database());
    }

    /** For what is on its way in, so that it can be moved into its place. */
    Path incoming() {
        return elsewhere.map(files -> files.resolve(OWN + "-incoming")).orElseGet(this::temporary);
    }

    /** For what others need not see. */
    private Path temporary() {
        return root.resolve("tmp");
    }

    /** For what is stored. */
    public Path files() {
        return elsewhere.orElseGet(() -> root.resolve("files"));
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
        Files.createDirectories(data());
        createFolder(root);
        createFolder(temporary());
        if (elsewhere.isEmpty()) {
            createFolder(files());
        } else if (!Files.isDirectory(files())) {
            throw new IOException(
                    files() + " is not there: mount it or make it, or name another folder with farm.files");
        }
        createFolder(incoming());
    }

    /** Makes one folder, and brings its name to the disk. One that is there is fine. */
    void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, OwnerOnlyFile.forFolder(folder));
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
        return Files.createTempFile(incoming(), "upload-", ".part", OwnerOnlyFile.forFile(incoming()));
    }

    /** A new and empty file for the work of one process, which removes it. */
    Path createTemporary() throws IOException {
        return Files.createTempFile(temporary(), "copy-", ".part", OwnerOnlyFile.forFile(root));
    }

    /** A new and empty folder for what is moved into its place, or removed, by the same process. */
    public Path createIncomingFolder() throws IOException {
        return Files.createTempDirectory(incoming(), "restore-");
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
     * Removes what was on its way in when an earlier process ended; of files that lie elsewhere, only what no other host can be
     * writing any more. Only for the process that has the data folder for itself.
     *
     * @return how many files
     */
    public int sweepIncoming() throws IOException {
        int swept = sweep(temporary(), Long.MAX_VALUE);
        long before = Instant.now().minus(LONGEST_UPLOAD).toEpochMilli();
        return elsewhere.isEmpty() ? swept : swept + sweep(incoming(), before);
    }

    private static int sweep(Path folder, long before) throws IOException {
        int swept = 0;
        try (Stream<Path> leftovers = Files.list(folder)) {
            for (Path leftover : leftovers.filter(Files::isRegularFile).toList()) {
                if (leftover.toFile().lastModified() < before && Files.deleteIfExists(leftover)) {
                    swept++;
                }
            }
        }
        return swept;
    }
}
