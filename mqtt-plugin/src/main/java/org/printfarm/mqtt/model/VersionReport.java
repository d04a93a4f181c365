package org.printfarm.mqtt.model;

import java.util.ArrayList;
import java.util.List;
import org.printfarm.api.PrinterIdentity;

/**
 * What the printer answers to {@code get_version}.
 *
 * @param module its parts, {@code ota} (the firmware as a whole) first
 */
public record VersionReport(List<Module> module) {

    /**
     * One part.
     *
     * @param name which
     * @param productName what the product is called
     * @param swVer its version, never empty
     * @param swNewVer the version on offer: none
     * @param hwVer the revision of the board
     * @param sn its serial number, never empty
     * @param flag always 0
     */
    public record Module(
            String name, String productName, String swVer, String swNewVer, String hwVer, String sn, int flag) {}

    private static final String WHOLE_FIRMWARE = "ota";

    /**
     * The parts of a printer. All of them carry its firmware version and serial: a virtual printer has no boards.
     *
     * @param identity who answers
     * @return the report
     */
    public static VersionReport of(PrinterIdentity identity) {
        List<Module> modules = new ArrayList<>();
        modules.add(module(identity, WHOLE_FIRMWARE, "OTA"));
        for (String board : ModelTraits.of(identity.model()).boards()) {
            modules.add(module(identity, board, "V1"));
        }
        return new VersionReport(List.copyOf(modules));
    }

    private static Module module(PrinterIdentity identity, String name, String hardware) {
        return new Module(
                name, identity.model().productName(), identity.firmware(), "", hardware, identity.serial(), 0);
    }
}
