package org.printfarm.simulator.machine;

import org.printfarm.api.PrinterModel;

/**
 * What machines of one family have in common. Source of all: the project's protocol notes, section 7.
 *
 * @param resumesDataTls the data connection of an upload must resume the control connection's TLS session
 * @param reportsDifferences reports after the first hold only what changed
 * @param tellsDeveloperMode reports carry {@code fun}, whose bit 29 is clear when Developer Mode is on
 * @param startCancels a start cancels the print that runs
 * @param connections MQTT sessions that fit at once
 */
record Family(
        boolean resumesDataTls,
        boolean reportsDifferences,
        boolean tellsDeveloperMode,
        boolean startCancels,
        int connections) {

    static Family of(PrinterModel model) {
        return switch (model) {
            case X1C, X1, X1E -> new Family(true, false, true, false, 4);
            case P1P, P1S -> new Family(true, true, false, false, 4);
            case A1 -> new Family(false, true, false, false, 3);
            case A1_MINI -> new Family(false, true, false, true, 3);
            default -> new Family(false, false, true, false, 4);
        };
    }
}
