package org.printfarm.host.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The stored files, each under its SHA-256. Changed only under the {@link InboxLock}. */
final class FileShelf {

    private static final int FOLDER_DIGITS = 2;

    private final InboxFolder folder;
    private final FolderSync sync;

    FileShelf(InboxFolder folder) {
        this(folder, InboxFolder::force);
    }

    FileShelf(InboxFolder folder, FolderSync sync) {
        this.folder = folder;
        this.sync = sync;
    }

    /** Brings the names in a folder to the disk. */
    @FunctionalInterface
    interface FolderSync {
        void force(Path folder) throws IOException;
    }

    /** Where a content lies, if it is there. */
    Path path(String sha256) {
        return folder.files().resolve(sha256.substring(0, FOLDER_DIGITS)).resolve(sha256);
    }

    /** Whether it is there with its whole size. */
    boolean has(String sha256, long bytes) {
        try {
            return Files.size(path(sha256)) == bytes;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Moves a file that is on the disk into its place. When it is there already, the given one stays where it is. The folders
     * are synced in both cases: the sync may have failed when the one that is there was placed.
     *
     * @return whether it was moved
     */
    boolean place(Path incoming, String sha256, long bytes) throws IOException {
        boolean there = has(sha256, bytes);
        Path target = path(sha256);
        Path parent = target.resolveSibling("");
        if (!there) {
            folder.createFolder(parent);
            Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        sync.force(folder.files());
        sync.force(parent);
        return !there;
    }

    /** Removes a content; one that is not there is fine. */
    void remove(String sha256) throws IOException {
        Files.deleteIfExists(path(sha256));
    }

    /**
     * Removes every file that is not in the record: its upload was never acknowledged, or its job was deleted.
     *
     * @return how many
     */
    int sweep(Set<String> recorded) throws IOException {
        int swept = 0;
        for (Path parent : list(folder.files())) {
            for (Path file : Files.isDirectory(parent) ? list(parent) : List.<Path>of()) {
                if (!recorded.contains(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                    swept++;
                }
            }
        }
        return swept;
    }

    private static List<Path> list(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return new ArrayList<>(entries.toList());
        }
    }
}
