package org.printfarm.ftp.sdcard;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.printfarm.api.job.CardFile;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.PrinterCard;
import org.printfarm.ftp.protocol.RemotePath;

/**
 * One printer's memory card as its clients see it: the host's files in folders. There are the folders that every printer has,
 * those that hold a file, and those that clients made, which are forgotten at a restart while they are empty: a client that wants
 * one makes it before each upload, so there is nothing to keep. Any thread; what throws {@link IntakeException} may block for a
 * disk.
 *
 * <p>Bounded: a listing shows {@value PrinterCard#MAX_LISTED} files; clients may make {@value #MAX_FOLDERS} folders.
 */
public final class SdCardView {

    /** The most folders that clients may make on one printer. */
    public static final int MAX_FOLDERS = 32;

    /** A rule, as events name it: the folder, or the one above it, is not there. */
    public static final String NO_SUCH_FOLDER = "NO_SUCH_FOLDER";

    private static final String NAME_IS_TAKEN = "NAME_IS_TAKEN";

    /** The folders every printer has. Source: protocol notes, section 5, and what open clients list without asking first. */
    private static final List<RemotePath> STOCK_FOLDERS = Stream.of(
                    "cache", "image", "ipcam", "logger", "model", "timelapse")
            .map(name -> new RemotePath(List.of(name)))
            .toList();

    private final InstantSource clock;
    private final PrinterCard files;
    private final Instant born;
    private final Map<RemotePath, Instant> made = new ConcurrentHashMap<>(1);

    /**
     * The card with what the host keeps of it.
     *
     * @param clock what time it is
     * @param files the host's side
     */
    public SdCardView(InstantSource clock, PrinterCard files) {
        this.clock = clock;
        this.files = files;
        this.born = clock.instant();
    }

    /**
     * What time it is.
     *
     * @return by the clock that dates folders
     */
    public Instant now() {
        return clock.instant();
    }

    /**
     * Looks something up.
     *
     * @param path where
     * @return empty when nothing is there
     * @throws IntakeException when the storage fails
     */
    public Optional<CardEntry> find(RemotePath path) throws IntakeException {
        if (path.isRoot() || STOCK_FOLDERS.contains(path)) {
            return Optional.of(CardEntry.folder(path, born));
        }
        Optional<CardEntry> file = file(path);
        return file.isPresent() ? file : folder(path);
    }

    /**
     * Looks a file up.
     *
     * @param path where
     * @return empty when no file is there
     * @throws IntakeException when the storage fails
     */
    public Optional<CardEntry> file(RemotePath path) throws IntakeException {
        return path.isRoot()
                ? Optional.empty()
                : files.find(path.from(RemotePath.ROOT)).map(found -> CardEntry.file(path, found));
    }

    private Optional<CardEntry> folder(RemotePath path) throws IntakeException {
        Instant since = made.get(path);
        if (since != null) {
            return Optional.of(CardEntry.folder(path, since));
        }
        String below = path.from(RemotePath.ROOT) + "/";
        return files.newest().stream()
                .filter(file -> file.path().startsWith(below))
                .findFirst()
                .map(file -> CardEntry.folder(path, file.received()));
    }

    /**
     * What a folder holds.
     *
     * @param folder where
     * @return sorted by name; empty when there is no such folder
     * @throws IntakeException when the storage fails
     */
    public List<CardEntry> list(RemotePath folder) throws IntakeException {
        Map<String, CardEntry> entries = new TreeMap<>();
        for (CardFile file : files.newest()) {
            RemotePath.ROOT
                    .resolve(file.path())
                    .flatMap(path -> childOf(folder, path, file))
                    .ifPresent(entry -> entries.putIfAbsent(entry.path().name(), entry));
        }
        made.forEach((path, since) -> putFolder(entries, folder, path, since));
        STOCK_FOLDERS.forEach(path -> putFolder(entries, folder, path, born));
        return entries.values().stream()
                .sorted(Comparator.comparing(entry -> entry.path().name()))
                .toList();
    }

    /** A file as an entry of a folder: itself, or the folder on the way to it; empty when it lies elsewhere. */
    private static Optional<CardEntry> childOf(RemotePath folder, RemotePath path, CardFile file) {
        int depth = folder.names().size();
        if (path.names().size() <= depth || !path.names().subList(0, depth).equals(folder.names())) {
            return Optional.empty();
        }
        if (path.names().size() == depth + 1) {
            return Optional.of(CardEntry.file(path, file));
        }
        return Optional.of(CardEntry.folder(new RemotePath(path.names().subList(0, depth + 1)), file.received()));
    }

    private static void putFolder(Map<String, CardEntry> entries, RemotePath parent, RemotePath path, Instant since) {
        if (path.parent().equals(parent)) {
            entries.put(path.name(), CardEntry.folder(path, since));
        }
    }

    /**
     * Makes a folder.
     *
     * @param path where
     * @return by which rule it was not made, a word that can stand in a log; empty when it was
     * @throws IntakeException when the storage fails
     */
    public Optional<String> makeFolder(RemotePath path) throws IntakeException {
        if (find(path).isPresent()) {
            return Optional.of(NAME_IS_TAKEN);
        }
        if (!isFolder(path.parent())) {
            return Optional.of(NO_SUCH_FOLDER);
        }
        if (made.size() >= MAX_FOLDERS) {
            return Optional.of("TOO_MANY_FOLDERS");
        }
        return made.putIfAbsent(path, clock.instant()) == null ? Optional.empty() : Optional.of(NAME_IS_TAKEN);
    }

    /**
     * Takes an empty folder away.
     *
     * @param path where
     * @return by which rule it stays, a word that can stand in a log; empty when it is gone
     * @throws IntakeException when the storage fails
     */
    public Optional<String> removeFolder(RemotePath path) throws IntakeException {
        if (!isFolder(path)) {
            return Optional.of(NO_SUCH_FOLDER);
        }
        if (!list(path).isEmpty()) {
            return Optional.of("FOLDER_IS_NOT_EMPTY");
        }
        return made.remove(path) != null ? Optional.empty() : Optional.of("FOLDER_OF_EVERY_PRINTER");
    }

    /**
     * Takes a file off the card. Its job stays.
     *
     * @param path where
     * @return false when there is no such file
     * @throws IntakeException when the storage fails
     */
    public boolean removeFile(RemotePath path) throws IntakeException {
        return !path.isRoot() && files.remove(path.from(RemotePath.ROOT));
    }

    /**
     * Whether a folder is there.
     *
     * @param path where
     * @return true for the root, the stock folders, and those that were made or hold a file
     * @throws IntakeException when the storage fails
     */
    public boolean isFolder(RemotePath path) throws IntakeException {
        return find(path).filter(CardEntry::folder).isPresent();
    }

    /**
     * The host's side.
     *
     * @return to read files from
     */
    public PrinterCard files() {
        return files;
    }
}
