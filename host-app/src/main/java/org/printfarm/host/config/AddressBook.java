package org.printfarm.host.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.printfarm.host.files.OwnerOnlyFile;

/**
 * Which printer got which address of the pool, kept in {@value #FILE_NAME} of the data folder, a line for each: a slicer that knows
 * a printer must find it there after a restart. A printer that leaves the file has its address when it returns, unless the pool
 * had no other one meanwhile. What it gives follows from the book, the pool and the printers alone.
 */
final class AddressBook {

    /** The book's name in the data folder. */
    static final String FILE_NAME = "addresses.txt";

    /** The largest book, bytes. */
    private static final int MAX_BYTES = 1 << 20;

    private final Path file;
    private final Map<String, Inet4Address> known;
    private boolean changed;

    private AddressBook(Path file, Map<String, Inet4Address> known) {
        this.file = file;
        this.known = known;
    }

    /** Reads the book, or begins one. A damaged book is a mistake and is never written over. */
    static AddressBook open(Path data, Reporter reporter) {
        Path file = data.resolve(FILE_NAME);
        Map<String, Inet4Address> known = new TreeMap<>();
        try (InputStream in = Files.exists(file) ? Files.newInputStream(file) : InputStream.nullInputStream()) {
            String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII);
            if (!text.lines().allMatch(line -> isEntry(line, known))) {
                mistake(file, "is damaged: restore it from a copy; without it, printers get other addresses", reporter);
            }
        } catch (IOException e) {
            mistake(file, "cannot be read: " + Failure.reason(e), reporter);
        }
        return new AddressBook(file, known);
    }

    private static void mistake(Path file, String text, Reporter reporter) {
        reporter.problems().mistake(new Problem(file, 0, 0, "", text));
    }

    private static boolean isEntry(String line, Map<String, Inet4Address> known) {
        String[] parts = line.split(" ", -1);
        Optional<Inet4Address> address = parts.length == 2 ? Ipv4.parse(parts[1]) : Optional.empty();
        address.ifPresent(found -> known.put(parts[0], found));
        return address.isPresent();
    }

    /**
     * Gives each printer its address, or one that nobody has.
     *
     * @param ids the printers that want one
     * @param taken addresses that others name
     * @return by id; those that the pool had none left for are not in it
     */
    Map<String, Inet4Address> give(Collection<String> ids, AddressPool pool, Collection<Inet4Address> taken) {
        Map<String, Inet4Address> given = new LinkedHashMap<>();
        Set<Inet4Address> used = new HashSet<>(taken);
        for (String id : ids) {
            Inet4Address kept = known.get(id);
            if (kept != null && pool.contains(kept) && used.add(kept)) {
                given.put(id, kept);
            }
        }
        Iterator<Inet4Address> free = free(pool, used).iterator();
        for (String id : ids) {
            if (!given.containsKey(id) && free.hasNext()) {
                given.put(id, free.next());
            }
        }
        remember(given);
        return given;
    }

    /** Those that no printer ever had come first. */
    private List<Inet4Address> free(AddressPool pool, Set<Inet4Address> used) {
        Set<Inet4Address> remembered = new HashSet<>(known.values());
        List<Inet4Address> free = new ArrayList<>();
        List<Inet4Address> last = new ArrayList<>();
        pool.addresses().stream()
                .filter(address -> !used.contains(address))
                .forEach(address -> (remembered.contains(address) ? last : free).add(address));
        free.addAll(last);
        return free;
    }

    private void remember(Map<String, Inet4Address> given) {
        Set<Inet4Address> again = new HashSet<>(given.values());
        changed = known.entrySet()
                .removeIf(entry ->
                        again.contains(entry.getValue()) && !entry.getValue().equals(given.get(entry.getKey())));
        given.forEach((id, address) -> changed |= !address.equals(known.put(id, address)));
    }

    /** Writes what is new, unless there is a mistake. */
    void keep(SourcePosition place, Reporter reporter) {
        if (!changed || !reporter.problems().isClean()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        known.forEach((id, address) ->
                text.append(id).append(' ').append(address.getHostAddress()).append('\n'));
        try {
            OwnerOnlyFile.write(file, text.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            reporter.mistake(place, "addresses cannot be kept in " + file + ": " + Failure.reason(e));
        }
    }
}
