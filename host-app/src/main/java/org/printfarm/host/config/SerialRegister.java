package org.printfarm.host.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.host.files.HeldFile;
import org.printfarm.host.files.OwnerOnlyFile;

/**
 * The serials that were made, kept in {@value #FILE_NAME} of the data folder: a slicer that knows a printer must find it
 * again after a restart.
 *
 * <p>A serial is the model's prefix and twelve characters of a hash over the farm's random part, the farm's name, the
 * printer's id and the prefix; so two farms differ though their files are the same. What was made once is kept whatever
 * changes: a printer that becomes another model gets a second serial with that model's prefix, and its first one again when
 * it changes back; a printer that leaves the file has its serial when it returns.
 *
 * <p>Two processes that begin at once end with one book: the first serial that is to be made and kept waits until no other
 * process makes any, and then the book is read again. Close it to let the next one in.
 */
final class SerialRegister implements AutoCloseable {

    /** The book's name in the data folder. */
    static final String FILE_NAME = "serials.json";

    /** Without 0, 1, I and O: some users type serials from a screen. */
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    /** Tries for a serial that nobody has; with 60 bits of hash, a second one is not needed in a lifetime. */
    private static final int MAX_TRIES = 100;

    /** Held while serials are made, beside the book. */
    private static final String LOCK_NAME = "serials.lock";

    /** The others hold it for one small file; a disk that is asleep wakes within this. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final Path file;
    private final FarmSection farm;
    private final Keeping keeping;
    private SerialPages pages;
    private final Set<String> used = new HashSet<>();
    private Turn turn = new Turn(Optional.empty(), Optional.empty());
    private boolean changed;

    /** What becomes of a serial that was made just now. */
    enum Keeping {
        /** It is written to the data folder, if the file has no mistake. */
        WRITE,
        /** It lives in memory only. */
        MEMORY
    }

    /**
     * Whether it is this process's turn to make serials; neither before the first that is to be made and kept.
     *
     * @param held keeps the others waiting
     * @param trouble why it could not be had, or the book not be read again
     */
    private record Turn(Optional<HeldFile> held, Optional<IOException> trouble) {}

    /** Opens the book when the data folder is known. */
    interface Opener {
        SerialRegister open(FarmSection farm, Reporter reporter);
    }

    private SerialRegister(FarmSection farm, SerialPages pages, Keeping keeping) {
        this.file = farm.data().resolve(FILE_NAME);
        this.farm = farm;
        this.pages = pages;
        this.keeping = keeping;
        pages.serials().values().forEach(used::addAll);
    }

    /**
     * Reads the book, or begins one. A damaged book is a mistake and is never written over.
     *
     * @param random where the farm's random part comes from
     */
    static SerialRegister open(FarmSection farm, Keeping keeping, RandomGenerator random, Reporter reporter) {
        Path file = farm.data().resolve(FILE_NAME);
        if (Files.exists(file)) {
            try {
                SerialPages pages = SerialPages.read(file);
                return new SerialRegister(farm, pages, reporter.problems().isClean() ? keeping : Keeping.MEMORY);
            } catch (IOException e) {
                String message = e instanceof SerialPages.DamagedException
                        ? "is damaged: restore it from a copy; without it, slicers take these printers for new ones"
                        : "cannot be read: " + Failure.reason(e);
                reporter.problems().mistake(new Problem(file, 0, 0, "", message));
            }
        }
        SerialPages pages = SerialPages.begin(farmPart(random));
        return new SerialRegister(farm, pages, reporter.problems().isClean() ? keeping : Keeping.MEMORY);
    }

    /** A new book that no folder knows of. */
    static SerialRegister inMemory(FarmSection farm, RandomGenerator random) {
        return new SerialRegister(farm, SerialPages.begin(farmPart(random)), Keeping.MEMORY);
    }

    Path file() {
        return file;
    }

    /**
     * The printer's serial for this model: the kept one, or a new one.
     *
     * @param taken serials that the operator gave to printers
     */
    String serial(String id, PrinterModel model, Collection<String> taken) {
        return kept(id, model).or(() -> keptByNow(id, model)).orElseGet(() -> make(id, model, taken));
    }

    private Optional<String> kept(String id, PrinterModel model) {
        return pages.of(id).stream()
                .filter(serial -> serial.startsWith(model.serialPrefix()))
                .findFirst();
    }

    /** Lets no other process make serials from now on, and looks whether one has made this one since the book was read. */
    private Optional<String> keptByNow(String id, PrinterModel model) {
        if (keeping == Keeping.MEMORY || turn.held.isPresent() || turn.trouble.isPresent()) {
            return Optional.empty();
        }
        try {
            OwnerOnlyFile.makeFolderOf(file);
            HeldFile held = HeldFile.take(file.resolveSibling(LOCK_NAME), LONGEST_WAIT)
                    .orElseThrow(() -> new IOException("another process has been making serials for "
                            + LONGEST_WAIT.toSeconds() + " s; stop it, then start again"));
            turn = new Turn(Optional.of(held), Optional.empty());
            if (Files.exists(file)) {
                pages = SerialPages.read(file);
                pages.serials().values().forEach(used::addAll);
            }
        } catch (IOException e) {
            turn = new Turn(turn.held, Optional.of(e));
        }
        return kept(id, model);
    }

    private String make(String id, PrinterModel model, Collection<String> taken) {
        for (int i = 0; i < MAX_TRIES; i++) {
            String serial = candidate(id, model.serialPrefix(), i);
            if (!taken.contains(serial) && used.add(serial)) {
                pages.add(id, serial);
                changed = true;
                return serial;
            }
        }
        throw new IllegalStateException("no free serial in " + MAX_TRIES + " tries");
    }

    private String candidate(String id, String prefix, int attempt) {
        String seed = String.join("\n", List.of(pages.farm(), farm.name(), id, prefix, Integer.toString(attempt)));
        byte[] hash = sha256(seed);
        StringBuilder serial = new StringBuilder(prefix);
        for (int i = 0; serial.length() < PrinterIdentity.SERIAL_LENGTH; i++) {
            serial.append(ALPHABET.charAt(hash[i] & 31));
        }
        return serial.toString();
    }

    /** Writes what is new, unless there is a mistake or writing is not wanted; then only says whether it could be written. */
    void finish(Reporter reporter) {
        if (!changed || !reporter.problems().isClean()) {
            return;
        }
        try {
            if (turn.trouble.isPresent()) {
                throw turn.trouble.get();
            }
            if (keeping == Keeping.WRITE) {
                OwnerOnlyFile.write(file, pages.toBytes());
            } else {
                OwnerOnlyFile.checkWritable(file);
            }
        } catch (IOException e) {
            reporter.mistake(farm.dataPlace(), "serials cannot be kept in " + file + ": " + Failure.reason(e));
        }
    }

    @Override
    public void close() {
        Optional<HeldFile> lock = turn.held;
        turn = new Turn(Optional.empty(), turn.trouble);
        lock.ifPresent(HeldFile::close);
    }

    private static String farmPart(RandomGenerator random) {
        StringBuilder part = new StringBuilder(SerialPages.FARM_LENGTH);
        while (part.length() < SerialPages.FARM_LENGTH) {
            part.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return part.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
