package org.printfarm.simulator.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files on one machine. Their bytes lie in a temporary folder that goes with the process. Guarded by {@code this}. */
public final class MachineStorage {

    /** What {@link #place} did with a file. */
    public enum Outcome {
        /** It is there. */
        STORED,
        /** There is no room. */
        FULL
    }

    /**
     * One file.
     *
     * @param bytes its size
     * @param md5 32 upper case hex digits
     * @param content where its bytes are
     */
    record Stored(long bytes, String md5, Path content) {}

    private final long size;
    private final Map<String, Stored> files = new TreeMap<>();

    MachineStorage(long size) {
        this.size = size;
    }

    /**
     * Makes the place for a file that comes in.
     *
     * @return a file of its own
     * @throws IOException when this machine's disk has no room
     */
    public Path incoming() throws IOException {
        Path file = Files.createTempFile("simulated-", ".upload");
        file.toFile().deleteOnExit();
        return file;
    }

    /**
     * Takes a file that came in.
     *
     * @param name its name, without folders
     * @param content where {@link #incoming} put it
     * @param md5 16 bytes
     * @return whether it is stored; otherwise the content is gone
     * @throws IOException when the content cannot be looked at
     */
    public synchronized Outcome place(String name, Path content, byte[] md5) throws IOException {
        long bytes = Files.size(content);
        if (bytes > freeBytes()) {
            Files.delete(content);
            return Outcome.FULL;
        }
        remove(name);
        String digits = HexFormat.of().formatHex(md5).toUpperCase(Locale.ROOT);
        files.put(name, new Stored(bytes, digits, content));
        return Outcome.STORED;
    }

    /**
     * Removes a file.
     *
     * @param name its name
     * @return whether it was there
     */
    public synchronized boolean remove(String name) {
        Stored gone = files.remove(name);
        return gone != null && gone.content().toFile().delete();
    }

    /**
     * How large a file is.
     *
     * @param name its name
     * @return bytes; empty when there is none of that name
     */
    public synchronized Optional<Long> size(String name) {
        return find(name).map(Stored::bytes);
    }

    /**
     * What is in a file.
     *
     * @param name its name
     * @return where its bytes lie on our disk; empty when there is none of that name
     */
    public synchronized Optional<Path> content(String name) {
        return find(name).map(Stored::content);
    }

    synchronized Optional<Stored> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /**
     * All names.
     *
     * @return with their sizes in bytes, sorted; a copy
     */
    public synchronized Map<String, Long> list() {
        Map<String, Long> sizes = new TreeMap<>();
        files.forEach((name, stored) -> sizes.put(name, stored.bytes()));
        return sizes;
    }

    /**
     * Room left.
     *
     * @return bytes
     */
    public synchronized long freeBytes() {
        return size - files.values().stream().mapToLong(Stored::bytes).sum();
    }
}
