package org.printfarm.host.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.printfarm.host.files.OwnerOnlyFile;

/**
 * Writes into a {@link TlsFolder}: whole files or nothing, on the disk before the name appears, and closed to other users
 * from the first instant, whatever the umask. To be used under the {@link TlsFolder#hold() lock} only.
 */
final class TlsFiles {

    /** How many files are forced to the disk side by side: a journal commits them together, which a single file at a time denies it. */
    static final int WRITERS = 8;

    private final TlsFolder folder;

    TlsFiles(TlsFolder folder) {
        this.folder = folder;
    }

    /** Makes the folders that are missing. The data folder gets the permissions the operator's umask gives; these do not. */
    void createFolders() throws TlsStoreException {
        try {
            Files.createDirectories(folder.data());
        } catch (IOException e) {
            throw TlsStoreException.of(folder.data(), "cannot make the data folder", e);
        }
        createFolder(folder.root(), folder.data());
        createLeafFolder(KeyKind.RSA);
    }

    /** Makes the folder for certificates of a kind, unless it is there. */
    void createLeafFolder(KeyKind kind) throws TlsStoreException {
        createFolder(folder.leaves(kind), folder.root());
    }

    private void createFolder(Path path, Path parent) throws TlsStoreException {
        try {
            Files.createDirectory(path, OwnerOnlyFile.forFolder(path));
        } catch (FileAlreadyExistsException fine) {
            // What it is and who may write into it is looked at by requireClosedFolders.
            return;
        } catch (IOException e) {
            throw TlsStoreException.of(path, "cannot be made", e);
        }
        force(parent);
    }

    /** What a process that was killed while writing left behind. Nothing refers to it. */
    void removeLeftovers() throws TlsStoreException {
        for (Path place : List.of(folder.root(), folder.leaves(KeyKind.RSA), folder.leaves(KeyKind.EC))) {
            if (!folder.has(place)) {
                continue;
            }
            try (Stream<Path> entries = Files.list(place)) {
                for (Path entry : entries.filter(OwnerOnlyFile::isLeftover).toList()) {
                    Files.deleteIfExists(entry);
                }
            } catch (IOException e) {
                throw TlsStoreException.of(place, "cannot be tidied", e);
            }
        }
    }

    /** Writes the CA, its key or the leaf key. */
    void write(Path target, String text) throws TlsStoreException {
        place(target, text);
        force(folder.root());
    }

    /** Writes certificates of printers into a folder. When it fails, some may stand, each of them whole. */
    void writeLeaves(Path directory, Map<Path, String> leaves) throws TlsStoreException {
        if (leaves.isEmpty()) {
            return;
        }
        ExecutorService writers = Executors.newFixedThreadPool(Math.min(WRITERS, leaves.size()));
        try {
            List<Future<?>> writes = new ArrayList<>();
            leaves.forEach((target, text) -> writes.add(writers.submit(() -> {
                place(target, text);
                return target;
            })));
            for (Future<?> write : writes) {
                await(write, directory);
            }
        } finally {
            writers.shutdownNow();
        }
        force(directory);
    }

    private static void await(Future<?> write, Path directory) throws TlsStoreException {
        try {
            write.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TlsStoreException known) {
                throw known;
            }
            throw new IllegalStateException("writing certificates", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TlsStoreException(directory, "interrupted while writing; start again", e);
        }
    }

    private static void place(Path target, String text) throws TlsStoreException {
        try {
            OwnerOnlyFile.place(target, text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw TlsStoreException.of(target, "cannot be written", e);
        }
    }

    private static void force(Path directory) throws TlsStoreException {
        try {
            OwnerOnlyFile.force(directory);
        } catch (IOException e) {
            throw TlsStoreException.of(directory, "cannot be brought to the disk", e);
        }
    }
}
