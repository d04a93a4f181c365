package org.printfarm.api.driver;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One source of filament in a machine.
 *
 * @param slot where it is
 * @param material for instance {@code PLA}; empty when nothing is in it or the machine does not know
 * @param colour six upper case hex digits, RRGGBB; empty when unknown
 * @param preset the slicer's id of the filament, for instance {@code GFL99}; empty when unknown
 * @param remainingPercent 0 to 100; empty when the machine does not know
 * @param nozzle the place in {@link MachineStatus#nozzles} of the only one that it feeds; empty when it feeds any, as in machines
 *     of one nozzle
 * @since 1.0
 */
public record Tray(
        TraySlot slot,
        Optional<String> material,
        Optional<String> colour,
        Optional<String> preset,
        Optional<Integer> remainingPercent,
        OptionalInt nozzle) {}
