package org.printfarm.ssdp.message;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Recognises what printers announce, other ones and our own. Tolerant of how its lines are written. Pure; never throws; looks at
 * no more than {@value DatagramWriter#MAX_BYTES} bytes; any thread. Source: protocol notes, section 3.
 */
public final class NoticeReader {

    private static final String FAREWELL = "ssdp:byebye";

    private NoticeReader() {}

    /**
     * What a printer said of itself, as it came from the network.
     *
     * @param serial who it is, not empty
     * @param location where slicers are to dial it; empty when it told none
     * @param leaving whether it said good-bye
     */
    public record Notice(String serial, String location, boolean leaving) {}

    /**
     * Reads a datagram.
     *
     * @param datagram from its position to its limit; left as it is
     * @return empty when it is no printer's {@code NOTIFY}, or tells no serial
     */
    public static Optional<Notice> read(ByteBuffer datagram) {
        return HeaderLines.of(datagram)
                .filter(lines -> lines.isRequest("notify"))
                .filter(lines -> lines.value("nt")
                        .filter(DatagramWriter.PRINTER_URN::equalsIgnoreCase)
                        .isPresent())
                .flatMap(lines -> lines.value("usn")
                        .filter(serial -> !serial.isEmpty())
                        .map(serial -> new Notice(
                                serial,
                                lines.value("location").orElse(""),
                                lines.value("nts")
                                        .filter(FAREWELL::equalsIgnoreCase)
                                        .isPresent())));
    }
}
