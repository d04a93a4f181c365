package org.printfarm.bench.farm;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The printers' addresses: neighbours on the loopback network, in a corner that nothing else uses. */
public final class Addresses {

    private static final int FIRST_THIRD_PART = 1;

    /** Of 256 neighbours: what ends in 0 or 255 may be a network's own or its broadcast address, which cannot be bound. */
    private static final int EACH = 250;

    private Addresses() {}

    /**
     * The address of a printer.
     *
     * @param number 0 or more
     * @return dotted
     */
    public static String of(int number) {
        return "127.87." + (FIRST_THIRD_PART + number / EACH) + "." + (1 + number % EACH);
    }

    /**
     * The targets of a load.
     *
     * @param printers how many, from the first
     * @param port which of theirs
     * @return {@code FIRST-LAST:PORT}, several with commas between
     */
    public static String range(int printers, int port) {
        List<String> parts = new ArrayList<>();
        for (int first = 0; first < printers; first += EACH) {
            int last = Math.min(first + EACH, printers) - 1;
            parts.add(of(first) + "-" + of(last) + ":" + port);
        }
        return String.join(",", parts);
    }

    /**
     * Writes which address has which serial.
     *
     * @param file to be written
     * @param serials gives a serial for an address
     * @return the file
     * @throws IOException when it cannot be written
     */
    public static Path writeIds(Path file, java.util.function.Function<InetAddress, String> serials)
            throws IOException {
        List<String> lines = new ArrayList<>();
        for (int number = 0; number < FarmPlan.MAX_PRINTERS; number++) {
            lines.add(of(number) + " " + serials.apply(InetAddress.getByName(of(number))));
        }
        return Files.write(file, lines);
    }
}
