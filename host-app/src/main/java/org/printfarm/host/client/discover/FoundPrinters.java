package org.printfarm.host.client.discover;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.printfarm.host.view.Conflict;
import org.printfarm.host.view.FoundPrinter;

/**
 * Puts together what was heard. Keeps at most {@value #MAX_PRINTERS} printers, whatever is sent. Time comes in as a number.
 * Not for several threads.
 */
final class FoundPrinters {

    /** More than any network has; a flood of invented serials ends here. */
    static final int MAX_PRINTERS = 4096;

    /** Conflicts of one printer that are listed. */
    private static final int MAX_CONFLICTS = 8;

    private final Map<Key, Sighting> sightings = new LinkedHashMap<>();
    private boolean full;

    /**
     * Notes one announcement.
     *
     * @param said what it said
     * @param sender where it came from
     * @param now nanoseconds on any clock that does not go back
     */
    void hear(Announcement said, InetAddress sender, long now) {
        if (said.leaving()) {
            sightings.keySet().removeIf(key -> key.serial.equals(said.serial()) && key.sender.equals(sender));
            return;
        }
        String address = said.address().isEmpty() ? sender.getHostAddress() : said.address();
        Key key = new Key(said.serial(), sender, address);
        if (sightings.size() >= MAX_PRINTERS && !sightings.containsKey(key)) {
            full = true;
            return;
        }
        sightings.put(key, new Sighting(key, new Identity(said.name(), said.model(), said.firmware()), now));
    }

    /** Whether something was left out because there was too much. */
    boolean isFull() {
        return full;
    }

    /**
     * The list.
     *
     * @param now nanoseconds on the same clock
     * @return by address and serial; a printer that was heard from several of its addresses stands there once
     */
    List<FoundPrinter> list(long now) {
        Map<String, List<Sighting>> bySerial = new LinkedHashMap<>();
        sightings
                .values()
                .forEach(each -> bySerial.computeIfAbsent(each.key.serial, any -> new ArrayList<>())
                        .add(each));
        Map<Shown, FoundPrinter> rows = new LinkedHashMap<>();
        for (List<Sighting> same : bySerial.values()) {
            for (Sighting each : same) {
                rows.merge(each.shown(), row(each, same, now), FoundPrinters::younger);
            }
        }
        return rows.values().stream()
                .sorted(Comparator.comparing(FoundPrinters::order).thenComparing(FoundPrinter::serial))
                .toList();
    }

    private static FoundPrinter row(Sighting one, List<Sighting> same, long now) {
        Set<Conflict> conflicts = new LinkedHashSet<>();
        for (Sighting other : same) {
            if (conflicts.size() < MAX_CONFLICTS) {
                one.conflictWith(other).ifPresent(conflicts::add);
            }
        }
        return new FoundPrinter(
                one.key.serial,
                one.identity.name,
                one.identity.model,
                one.key.address,
                one.identity.firmware,
                Duration.ofNanos(Math.max(0, now - one.heardAt)).toSeconds(),
                List.copyOf(conflicts));
    }

    private static FoundPrinter younger(FoundPrinter one, FoundPrinter other) {
        return one.ageSeconds() <= other.ageSeconds() ? one : other;
    }

    /** Addresses by number, so that .9 comes before .10; anything that is no address comes as it is written. */
    private static String order(FoundPrinter printer) {
        StringBuilder order = new StringBuilder();
        for (String part : printer.address().split("\\.", -1)) {
            order.append("0".repeat(Math.max(0, 3 - part.length())))
                    .append(part)
                    .append('.');
        }
        return order.toString();
    }

    private record Key(String serial, InetAddress sender, String address) {}

    private record Identity(String name, String model, String firmware) {}

    private record Shown(String serial, String address, Identity identity) {}

    private record Sighting(Key key, Identity identity, long heardAt) {

        Shown shown() {
            return new Shown(key.serial, key.address, identity);
        }

        Optional<Conflict> conflictWith(Sighting other) {
            if (shown().equals(other.shown())) {
                return Optional.empty();
            }
            boolean samePrinter = key.sender.equals(other.key.sender) && identity.equals(other.identity);
            return Optional.of(new Conflict(
                    samePrinter ? Conflict.Code.SERIAL_AT_TWO_ADDRESSES : Conflict.Code.SERIAL_ANNOUNCED_BY_TWO,
                    other.key.address));
        }
    }
}
