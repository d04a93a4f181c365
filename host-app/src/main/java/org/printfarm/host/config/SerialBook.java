package org.printfarm.host.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;

/**
 * The serials that were made, kept in {@value #FILE_NAME} of the data folder: a slicer that knows a printer must find it
 * again after a restart.
 *
 * <p>A serial is the model's prefix and twelve characters of a hash over the farm's random part, the farm's name, the
 * printer's id and the prefix; so two farms differ though their files are the same. What was made once is kept whatever
 * changes: a printer that becomes another model gets a second serial with that model's prefix, and its first one again when
 * it changes back; a printer that leaves the file has its serial when it returns.
 */
final class SerialBook {

    /** The book's name in the data folder. */
    static final String FILE_NAME = "serials.json";

    /** Without 0, 1, I and O: some users type serials from a screen. */
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    /** Tries for a serial that nobody has; with 60 bits of hash, a second one is not needed in a lifetime. */
    private static final int MAX_TRIES = 100;

    private final Path file;
    private final FarmSection farm;
    private final SerialPages pages;
    private final Keeping keeping;
    private final Set<String> used = new HashSet<>();
    private boolean changed;

    /** What becomes of a serial that was made just now. */
    enum Keeping {
        /** It is written to the data folder, if the file has no mistake. */
        WRITE,
        /** It lives in memory only. */
        MEMORY
    }

    /** Opens the book when the data folder is known. */
    interface Opener {
        SerialBook open(FarmSection farm, Reporter reporter);
    }

    private SerialBook(FarmSection farm, SerialPages pages, Keeping keeping) {
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
    static SerialBook open(FarmSection farm, Keeping keeping, RandomGenerator random, Reporter reporter) {
        Path file = farm.data().resolve(FILE_NAME);
        if (Files.exists(file)) {
            try {
                return new SerialBook(farm, SerialPages.read(file), keeping);
            } catch (IOException e) {
                String message = e instanceof SerialPages.DamagedException
                        ? "is damaged: restore it from a copy; without it, slicers take these printers for new ones"
                        : "cannot be read: " + Failure.reason(e);
                reporter.problems().mistake(new Problem(file, 0, 0, "", message));
            }
        }
        return new SerialBook(farm, SerialPages.begin(farmPart(random)), keeping);
    }

    /** A new book that no folder knows of. */
    static SerialBook inMemory(FarmSection farm, RandomGenerator random) {
        return new SerialBook(farm, SerialPages.begin(farmPart(random)), Keeping.MEMORY);
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
        return pages.of(id).stream()
                .filter(serial -> serial.startsWith(model.serialPrefix()))
                .findFirst()
                .orElseGet(() -> make(id, model, taken));
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
            if (keeping == Keeping.WRITE) {
                OwnerOnlyFile.write(file, pages.toBytes());
            } else {
                OwnerOnlyFile.checkWritable(file);
            }
        } catch (IOException e) {
            reporter.mistake(farm.dataPlace(), "serials cannot be kept in " + file + ": " + Failure.reason(e));
        }
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
