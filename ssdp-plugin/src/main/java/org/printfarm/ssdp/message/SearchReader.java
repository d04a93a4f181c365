package org.printfarm.ssdp.message;

import java.nio.ByteBuffer;

/**
 * Recognises a search for printers. Tolerant of how its lines are written. Everything else is no search. Pure; never throws;
 * looks at no more than {@value DatagramWriter#MAX_BYTES} bytes; any thread.
 */
public final class SearchReader {

    private static final String EVERYTHING = "ssdp:all";

    private SearchReader() {}

    /**
     * Whether a datagram asks for printers or for everything.
     *
     * @param datagram from its position to its limit; left as it is
     * @return true when it is an {@code M-SEARCH} whose first {@code ST} is the printers' URN or {@code ssdp:all}
     */
    public static boolean asksForPrinters(ByteBuffer datagram) {
        return HeaderLines.of(datagram)
                .filter(lines -> lines.isRequest("m-search"))
                .flatMap(lines -> lines.value("st"))
                .filter(wanted ->
                        wanted.equalsIgnoreCase(EVERYTHING) || wanted.equalsIgnoreCase(DatagramWriter.PRINTER_URN))
                .isPresent();
    }
}
