package org.printfarm.host.tls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.printfarm.host.files.HeldFile;
import org.printfarm.host.files.OwnerOnlyFile;

/**
 * Where certificates and keys lie, and how they are read: never more than a few kilobytes, never a key that others could
 * have read. Writes nothing. Immutable; any thread.
 */
final class TlsFolder {

    /** No certificate or key of a farm comes near this; what is larger is something else. */
    static final int MAX_FILE_BYTES = 64 * 1024;

    /** How long another process may take: it makes two keys and, at worst, some thousand certificates on a slow disk. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private static final Set<PosixFilePermission> OTHERS_ANY = PosixFilePermissions.fromString("---rwxrwx");
    private static final Set<PosixFilePermission> OTHERS_WRITE = PosixFilePermissions.fromString("----w--w-");
    private static final String LEAF_SUFFIX = ".pem";

    private final Path data;
    private final Path root;

    TlsFolder(Path dataFolder) {
        this.data = dataFolder.toAbsolutePath().normalize();
        this.root = data.resolve("tls");
    }

    Path data() {
        return data;
    }

    Path root() {
        return root;
    }

    Path caCertificate() {
        return root.resolve("ca.pem");
    }

    Path caKey() {
        return root.resolve("ca.key");
    }

    Path leafKey(KeyKind kind) {
        return root.resolve(kind.keyFile());
    }

    Path leaves(KeyKind kind) {
        return root.resolve(kind.leafFolder());
    }

    Path leaf(KeyKind kind, String serial) {
        return leaves(kind).resolve(serial + LEAF_SUFFIX);
    }

    /**
     * One process and one thread at a time, so that two starts at once make one CA. Waits until the folder, which must be there, is
     * free, at most {@link #LONGEST_WAIT}.
     */
    HeldFile hold() throws TlsStoreException {
        Path path = root.resolve(".lock");
        try {
            return HeldFile.take(path, LONGEST_WAIT)
                    .orElseThrow(() -> new TlsStoreException(
                            path,
                            "another process has been making certificates here for " + LONGEST_WAIT.toSeconds()
                                    + " s; stop it, then start again"));
        } catch (InterruptedIOException e) {
            throw new TlsStoreException(path, "interrupted while waiting for it; start again", e);
        } catch (IOException e) {
            throw TlsStoreException.of(path, "cannot be locked", e);
        }
    }

    /** Whether the disk knows permissions at all; without them (Windows) the folder's own access list has to do. */
    boolean knowsPermissions() {
        return OwnerOnlyFile.knowsPermissions(root);
    }

    /** False only when it is certain that there is nothing: what cannot be looked at is an error, not absent. */
    boolean has(Path path) throws TlsStoreException {
        try {
            Files.readAttributes(path, BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException absent) {
            if (Files.isSymbolicLink(path)) {
                throw new TlsStoreException(
                        path, "is a link to something that is not there; restore what it points to");
            }
            return false;
        } catch (IOException e) {
            throw TlsStoreException.of(path, "cannot be looked at", e);
        }
    }

    /** All certificates of printers that were ever issued here for a kind of key, in no order. */
    List<Path> leafFiles(KeyKind kind) throws TlsStoreException {
        Path leaves = leaves(kind);
        if (!has(leaves)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(leaves)) {
            entries.filter(entry -> entry.getFileName().toString().endsWith(LEAF_SUFFIX))
                    .forEach(files::add);
        } catch (IOException e) {
            throw TlsStoreException.of(leaves, "cannot be listed", e);
        }
        return files;
    }

    String read(Path file) throws TlsStoreException {
        try {
            if (!Files.isRegularFile(file)) {
                throw new TlsStoreException(file, "expected a file; restore it from a backup");
            }
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new TlsStoreException(
                        file,
                        "is larger than " + MAX_FILE_BYTES
                                + " bytes, so no certificate or key; restore it from a backup");
            }
            // One byte is one character: a damaged file must not fail on its encoding before it is looked at.
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw TlsStoreException.of(file, "cannot be read", e);
        }
    }

    /** A key that somebody else could read is no secret any more: whoever has it can pose as any printer of the farm. */
    String readKey(Path file) throws TlsStoreException {
        requireClosed(file, OTHERS_ANY, "can be read by other users; close it with: chmod 600 " + file);
        return read(file);
    }

    /** Who may write into a folder can put another key there. */
    void requireClosedFolders() throws TlsStoreException {
        for (Path folder : List.of(root, leaves(KeyKind.RSA), leaves(KeyKind.EC))) {
            if (has(folder)) {
                if (!Files.isDirectory(folder)) {
                    throw new TlsStoreException(folder, "expected a folder; move away what is there");
                }
                requireClosed(
                        folder, OTHERS_WRITE, "can be written by other users; close it with: chmod 700 " + folder);
            }
        }
    }

    private void requireClosed(Path path, Set<PosixFilePermission> forbidden, String problem) throws TlsStoreException {
        if (!knowsPermissions()) {
            return;
        }
        try {
            if (Files.getPosixFilePermissions(path).stream().anyMatch(forbidden::contains)) {
                throw new TlsStoreException(path, problem);
            }
        } catch (IOException e) {
            throw TlsStoreException.of(path, "cannot be looked at", e);
        }
    }
}
