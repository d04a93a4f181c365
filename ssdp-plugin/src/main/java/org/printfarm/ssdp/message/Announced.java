package org.printfarm.ssdp.message;

import org.printfarm.api.Printer;

/**
 * What is told about one printer. Each part is made fit for a header line, whatever it contains.
 *
 * @param serial the serial, which slicers know a printer by
 * @param wireCode the model as the wire knows it
 * @param name what the slicer shows
 * @param firmware the firmware version
 * @param location the IPv4 address that the slicer will dial, without scheme or port
 */
public record Announced(String serial, String wireCode, String name, String firmware, String location) {

    /**
     * Cleans every part.
     *
     * @param serial see above
     * @param wireCode see above
     * @param name see above
     * @param firmware see above
     * @param location see above
     */
    public Announced {
        serial = HeaderText.clean(serial);
        wireCode = HeaderText.clean(wireCode);
        name = HeaderText.clean(name);
        firmware = HeaderText.clean(firmware);
        location = HeaderText.clean(location);
    }

    /**
     * What is told about a configured printer.
     *
     * @param printer the printer
     * @return its identity as in detect, and the address it advertises
     */
    public static Announced of(Printer printer) {
        return new Announced(
                printer.identity().serial(),
                printer.identity().model().wireCode(),
                printer.identity().name(),
                printer.identity().firmware(),
                printer.advertisedAddress().getHostAddress());
    }
}
