package org.printfarm.host.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.files.OwnerOnlyFile;
import org.printfarm.host.job.store.CommonStore;
import org.printfarm.host.job.store.InboxFolder;

/**
 * What tells the folder of a farm's stored files from all others: a file with a text that the farm's database knows too. A host that
 * sees another folder than the others do, one where nothing is mounted for instance, is not started on it.
 */
public final class FilesMark {

    /** The file's name in the folder. */
    static final String FILE_NAME = InboxFolder.OWN + "-mark";

    private static final int MAX_BYTES = 100;

    private FilesMark() {}

    /**
     * Checks that a folder is the farm's and keeps what is written there; the first host marks it.
     *
     * @param store the farm's
     * @param folder of stored files; must be there
     * @throws IOException naming the folder, what is wrong and how to mend it, or when the database cannot be used
     */
    public static void check(StoreUrl store, Path folder) throws IOException {
        tryOut(folder);
        try (CommonStore common = CommonStore.open(store)) {
            Optional<String> found = read(folder);
            if (common.mark().isEmpty() && found.isEmpty()) {
                String mark = UUID.randomUUID().toString();
                common.mark(mark);
                OwnerOnlyFile.write(folder.resolve(FILE_NAME), mark.getBytes(StandardCharsets.US_ASCII));
                common.commit();
            } else if (!common.mark().equals(found)) {
                throw new IOException(folder + " " + mend(common.mark(), found));
            }
        }
    }

    private static String mend(Optional<String> known, Optional<String> found) {
        if (known.isEmpty()) {
            return "is another farm's folder of stored files, by the file " + FILE_NAME
                    + " in it: name one of this farm's own with farm.files, or, if no other farm uses it, remove that file";
        }
        return found.isEmpty()
                ? "is not the folder that the farm's hosts store files in, for there is no file " + FILE_NAME
                        + " in it: mount that folder there, or name it with farm.files on each host; files that were moved are"
                        + " moved with that file"
                : "is not the folder that the farm's hosts store files in, by the file " + FILE_NAME
                        + " in it: name the one that all see with farm.files";
    }

    /** The mark of a folder; empty where there is none. */
    static Optional<String> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE_NAME);
        try {
            return Files.size(file) > MAX_BYTES
                    ? Optional.of("")
                    : Optional.of(
                            Files.readString(file, StandardCharsets.ISO_8859_1).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw new IOException(
                    file + " cannot be read: let all hosts run as one user, with one number on all machines", e);
        }
    }

    /** A copied farm's new database takes the mark of the folder that it has, unless it knows one. */
    static void adopt(CommonStore common, Path folder) throws IOException {
        Optional<String> found = read(folder);
        if (common.mark().isEmpty() && found.isPresent()) {
            common.mark(found.get());
        }
    }

    /** A file that is written, synced, renamed and read again, as each stored one is. */
    private static void tryOut(Path folder) throws IOException {
        String name = InboxFolder.OWN + "-check-" + UUID.randomUUID();
        Path written = folder.resolve(name);
        Path renamed = folder.resolve(name + "-renamed");
        byte[] content = name.getBytes(StandardCharsets.US_ASCII);
        try {
            OwnerOnlyFile.place(written, content);
            Files.move(written, renamed, StandardCopyOption.ATOMIC_MOVE);
            OwnerOnlyFile.force(folder);
            if (!name.equals(Files.readString(renamed, StandardCharsets.ISO_8859_1))) {
                throw new IOException("what was written is not what is read");
            }
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(
                    folder
                            + " has no atomic rename: store files on a file system that has, NFS 4 or CephFS for instance",
                    e);
        } catch (IOException e) {
            throw new IOException(
                    folder + " does not keep files: a small one could not be written, synced, renamed and read again ("
                            + e.getClass().getSimpleName()
                            + "); see to the disk, the mount and the rights of this user",
                    e);
        } finally {
            Files.deleteIfExists(written);
            Files.deleteIfExists(renamed);
        }
    }
}
