package org.printfarm.host.job.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.printfarm.host.files.OwnerOnlyFile;

/**
 * The stored files, each under its SHA-256. Changed only under the {@link InboxFolder#hold()}, which other machines do not see: in a
 * folder that they share, or have copies in, what was placed lately is never removed, for one of them may be about to record it.
 */
final class ContentStore {

    private static final int FOLDER_DIGITS = 2;

    /** Whoever placed a file has recorded it before this is over, or is not heard of any more. */
    static final Duration LONGEST_RECORDING = Duration.ofHours(1);

    private final InboxFolder folder;
    private final FolderSync sync;

    ContentStore(InboxFolder folder) {
        this(folder, OwnerOnlyFile::force);
    }

    ContentStore(InboxFolder folder, FolderSync sync) {
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

    /**
     * Moves a file that is on the disk into its place, and over one that is there already: that one may have been damaged since.
     *
     * @return whether there was none
     */
    boolean place(Path incoming, String sha256) throws IOException {
        Path target = path(sha256);
        Path parent = target.resolveSibling("");
        boolean there = Files.exists(target);
        folder.createFolder(parent);
        if (folder.isShared()) {
            Files.setLastModifiedTime(incoming, FileTime.from(Instant.now()));
        }
        Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync.force(folder.files());
        sync.force(parent);
        return !there;
    }

    /** Removes a content; one that is not there is fine. In a shared folder a sweep removes it when it has lain there for a while. */
    void remove(String sha256) throws IOException {
        remove(path(sha256));
    }

    private void remove(Path file) throws IOException {
        if (!folder.isShared()) {
            Files.deleteIfExists(file);
        } else if (isForgotten(file)) {
            retire(file);
        }
    }

    /** Moved aside before it is removed, so that nothing is that another host has placed between the look and the removal. */
    private void retire(Path file) throws IOException {
        Path aside = folder.incoming().resolve("gone-" + UUID.randomUUID());
        try {
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return;
        }
        if (isForgotten(aside)) {
            Files.deleteIfExists(aside);
        } else {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static boolean isForgotten(Path file) throws IOException {
        try {
            Instant placed = Files.getLastModifiedTime(file).toInstant();
            return placed.isBefore(Instant.now().minus(LONGEST_RECORDING));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Removes the files of one folder that are not in the record: their upload was never acknowledged, or their job was deleted.
     *
     * @param digits the folder, two hex digits
     * @param recorded the contents in the record that begin with them
     * @return those of them that are not there
     */
    List<String> sweep(String digits, Set<String> recorded) throws IOException {
        Set<String> missing = new TreeSet<>(recorded);
        Path parent = folder.files().resolve(digits);
        if (Files.isDirectory(parent)) {
            for (Path file : list(parent)) {
                String name = file.getFileName().toString();
                missing.remove(name);
                if (!recorded.contains(name)) {
                    remove(file);
                }
            }
        }
        return List.copyOf(missing);
    }

    /** All files of an inbox. */
    static List<Path> all(InboxFolder inbox) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path parent : list(inbox.files())) {
            files.addAll(list(parent));
        }
        return files;
    }

    private static List<Path> list(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.toList();
        }
    }
}
