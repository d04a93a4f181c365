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

    private Addresses() {}

    /**
     * The address of a printer.
     *
     * @param number 0 or more
     * @return dotted
     */
    public static String of(int number) {
        return "127.87." + (FIRST_THIRD_PART + number / 256) + "." + number % 256;
    }

    /**
     * The targets of a load.
     *
     * @param printers how many, from the first
     * @param port which of theirs
     * @return {@code FIRST-LAST:PORT}
     */
    public static String range(int printers, int port) {
        return of(0) + "-" + of(printers - 1) + ":" + port;
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
