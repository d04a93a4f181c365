package org.printfarm.host.config;

import java.util.List;
import java.util.Optional;
import org.printfarm.api.Printer;

/**
 * One printer of the file and its services.
 *
 * @param printer complete: a serial that the file does not name was made and kept
 * @param formerCode the access code that it had, while that is good yet
 * @param services every service the file or its defaults name for this printer, on or off, by type
 * @param sendTo where its prints go; empty when they stay in the inbox
 * @param line where the printer stands in the file, counted from 1
 * @param column where the printer stands in the file, counted from 1
 */
public record PrinterEntry(
        Printer printer,
        Optional<AccessCode.Former> formerCode,
        List<ServiceEntry> services,
        Optional<SendTo> sendTo,
        int line,
        int column) {

    public PrinterEntry {
        services = List.copyOf(services);
    }

    /**
     * Whether it has an address.
     *
     * @return false for a printer without services, which is reached through the print-host door alone
     */
    public boolean hasAddress() {
        return !printer.bindAddress().equals(Ipv4.NONE);
    }
}
