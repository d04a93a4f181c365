package org.printfarm.ftp.card;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.printfarm.ftp.line.RemotePath;

/**
 * One printer's memory card as its clients see it: the files received lately, as a real printer shows its card. It is a view
 * only; taking a file away here takes no job away. Lost at a restart. Any thread.
 *
 * <p>Bounded: {@value #MAX_ENTRIES} entries, of which the oldest file makes room for a new one.
 */
public final class Card {

    /** The most files and folders that one printer shows. */
    public static final int MAX_ENTRIES = 256;

    /** The most folders that clients may make on one printer. */
    public static final int MAX_FOLDERS = 32;

    /** The folders every printer has. Source: protocol notes, section 5. */
    private static final List<RemotePath> STOCK_FOLDERS =
            List.of(new RemotePath(List.of("cache")), new RemotePath(List.of("model")));

    private final InstantSource clock;
    private final Duration keep;
    private final Instant born;
    private final Map<RemotePath, CardEntry> entries = new LinkedHashMap<>(4);

    /**
     * An empty card with the stock folders.
     *
     * @param clock what time it is
     * @param keep how long a file is shown after it was received
     */
    public Card(InstantSource clock, Duration keep) {
        this.clock = clock;
        this.keep = keep;
        this.born = clock.instant();
    }

    /**
     * Looks something up.
     *
     * @param path where
     * @return empty when nothing is there
     */
    public synchronized Optional<CardEntry> find(RemotePath path) {
        sweep();
        if (path.isRoot() || STOCK_FOLDERS.contains(path)) {
            return Optional.of(CardEntry.folder(path, born));
        }
        return Optional.ofNullable(entries.get(path));
    }

    /**
     * What a folder holds.
     *
     * @param folder where
     * @return sorted by name; empty when there is no such folder
     */
    public synchronized List<CardEntry> list(RemotePath folder) {
        sweep();
        var stock = STOCK_FOLDERS.stream().map(path -> CardEntry.folder(path, born));
        return Stream.concat(stock, entries.values().stream())
                .filter(entry -> entry.path().parent().equals(folder))
                .sorted(Comparator.comparing(entry -> entry.path().name()))
                .toList();
    }

    /**
     * Shows a received file, in place of one of the same name. Folders above it that are missing are made.
     *
     * @param path where
     * @param bytes its size
     * @param jobId the job that it became
     */
    public synchronized void put(RemotePath path, long bytes, Optional<String> jobId) {
        add(CardEntry.file(path, bytes, clock.instant(), jobId));
    }

    /**
     * Makes a folder.
     *
     * @param path where
     * @return false when something is there already, when the folder above is missing, or when there are too many
     */
    public synchronized boolean makeFolder(RemotePath path) {
        if (find(path).isPresent() || !isFolder(path.parent()) || folders() >= MAX_FOLDERS) {
            return false;
        }
        entries.put(path, CardEntry.folder(path, clock.instant()));
        return true;
    }

    /**
     * Takes an empty folder away.
     *
     * @param path where
     * @return false when it is no folder, not empty, or one that every printer has
     */
    public synchronized boolean removeFolder(RemotePath path) {
        boolean removable = !path.isRoot() && !STOCK_FOLDERS.contains(path) && isFolder(path);
        return removable && list(path).isEmpty() && entries.remove(path) != null;
    }

    /**
     * Takes a file out of the view. Its job stays.
     *
     * @param path where
     * @return false when there is no such file
     */
    public synchronized boolean removeFile(RemotePath path) {
        return isFile(path) && entries.remove(path) != null;
    }

    /**
     * Moves a file.
     *
     * @param from where it is
     * @param to where it shall be; a file there is replaced
     */
    public synchronized void rename(RemotePath from, RemotePath to) {
        CardEntry entry = entries.get(from);
        if (entry != null && !entry.folder()) {
            entries.remove(from);
            add(entry.at(to));
        }
    }

    /**
     * Whether a folder is there.
     *
     * @param path where
     * @return true for the root, the stock folders and those that were made
     */
    public boolean isFolder(RemotePath path) {
        return find(path).filter(CardEntry::folder).isPresent();
    }

    private boolean isFile(RemotePath path) {
        return find(path).filter(entry -> !entry.folder()).isPresent();
    }

    private long folders() {
        return entries.values().stream().filter(CardEntry::folder).count();
    }

    private void add(CardEntry file) {
        for (RemotePath above = file.path().parent(); !above.isRoot(); above = above.parent()) {
            if (find(above).isEmpty() && folders() < MAX_FOLDERS) {
                entries.put(above, CardEntry.folder(above, clock.instant()));
            }
        }
        entries.remove(file.path());
        if (entries.size() >= MAX_ENTRIES) {
            dropOldestFile();
        }
        entries.put(file.path(), file);
    }

    private void dropOldestFile() {
        entries.values().stream()
                .filter(entry -> !entry.folder())
                .findFirst()
                .ifPresent(entry -> entries.remove(entry.path()));
    }

    private void sweep() {
        Instant oldest = clock.instant().minus(keep);
        Iterator<CardEntry> all = entries.values().iterator();
        while (all.hasNext()) {
            CardEntry entry = all.next();
            if (!entry.folder() && entry.modified().isBefore(oldest)) {
                all.remove();
            }
        }
    }
}
