package org.printfarm.host.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.printfarm.host.files.OwnerOnlyFile;
import org.printfarm.host.job.store.InboxFolder;

/**
 * One zip of a farm's data folder, whether its host runs or not: the record of jobs as it was at the beginning, the stored files,
 * and everything else but what a host makes again by itself. Readable by its owner alone: it holds the CA's key.
 */
public final class FarmBackup {

    /** The record within the zip, and within a data folder. */
    static final String RECORD = "inbox/jobs.db";

    /** Before the names of the stored files. */
    static final String FILES = "inbox/files/";

    /** What tells a host from others; a farm that is put back elsewhere is another one. */
    public static final String HOST_ID = "host-id";

    private static final Set<String> LEFT_OUT = Set.of("plugin-cache", "inbox/tmp", "control", HOST_ID);
    private static final String LOCK_SUFFIX = "lock";

    private final InboxFolder inbox;
    private final ZipOutputStream zip;
    private Stored stored = new Stored(0, 0);

    /** How many stored files are in the zip, and how many of them are not any more what was stored. */
    private record Stored(long files, long damaged) {}

    private FarmBackup(InboxFolder inbox, ZipOutputStream zip) {
        this.inbox = inbox;
        this.zip = zip;
    }

    /**
     * What was written.
     *
     * @param files how many stored files
     * @param damaged how many of them are not any more what was stored; they are in the zip as they are
     * @param bytes of the zip
     */
    public record Written(long files, long damaged, long bytes) {}

    /**
     * Writes it: whole, or not at all. Replaces a file that is there.
     *
     * @param inbox in the farm's data folder
     * @param record a copy of the record of jobs, made just before: whatever comes later is not in the backup, and whatever goes
     *     later is left out by the restoring; empty when there is none
     * @param target the zip; its folder must be there and not lie within the data folder
     * @return what is in it
     * @throws IOException when something cannot be read or written
     */
    public static Written write(InboxFolder inbox, Optional<Path> record, Path target) throws IOException {
        Path parent = target.toAbsolutePath().normalize().resolveSibling("");
        if (parent.startsWith(inbox.data()) || parent.startsWith(inbox.files())) {
            throw new IOException("a backup cannot lie within the data folder that it is made of");
        }
        Path part = Files.createTempFile(parent, "backup-", ".part");
        try {
            FarmBackup backup;
            try (OutputStream out = Files.newOutputStream(part);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                // Most of it is compressed already.
                zip.setLevel(Deflater.BEST_SPEED);
                backup = new FarmBackup(inbox, zip);
                if (record.isPresent()) {
                    backup.add(RECORD, record.get());
                }
                backup.tree(inbox.files(), FILES);
                backup.tree(inbox.data(), "");
            }
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            OwnerOnlyFile.force(parent);
            return new Written(backup.stored.files, backup.stored.damaged, Files.size(target));
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** A folder and what is below it, under names that begin with a prefix; the stored files not again within the data folder. */
    private void tree(Path root, String prefix) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean isStored = folder.equals(inbox.files()) && !folder.equals(root);
                return isStored || isLeftOut(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = prefix + name(root, file);
                if (attributes.isRegularFile()
                        && !isLeftOut(file)
                        && !name.startsWith(RECORD)
                        && !name.endsWith(LOCK_SUFFIX)) {
                    add(name, file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            private boolean isLeftOut(Path path) {
                return LEFT_OUT.contains(prefix + name(root, path))
                        || (path.startsWith(inbox.files())
                                && !path.equals(root)
                                && String.valueOf(path.getFileName()).startsWith(InboxFolder.OWN));
            }
        });
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private void add(String name, Path file) throws IOException {
        try (InputStream opened = Files.newInputStream(file);
                DigestInputStream in = new DigestInputStream(opened, sha256())) {
            zip.putNextEntry(new ZipEntry(name));
            in.transferTo(zip);
            zip.closeEntry();
            if (name.startsWith(FILES)) {
                stored = new Stored(stored.files + 1, stored.damaged + (isWhole(name, in) ? 0 : 1));
            }
        } catch (NoSuchFileException e) {
            // Its job was deleted, or it was a host's short-lived file.
            return;
        }
    }

    /** Whether what was read from a stream to its end is what the name of a stored file says. */
    static boolean isWhole(String name, DigestInputStream in) {
        String hash = HexFormat.of().formatHex(in.getMessageDigest().digest());
        return hash.equals(name.substring(name.lastIndexOf('/') + 1));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
