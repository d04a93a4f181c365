package org.printfarm.host.config;

import java.util.List;
import java.util.Optional;

/**
 * A place that jobs go to, as the file has it.
 *
 * @param id unique among machines and printers
 * @param name what people call it
 * @param tags words of the operator's
 * @param plateGate whether somebody has to confirm after each print that the plate is clear; empty when the file does not say
 * @param takes what it gets when it can only be delivered to
 * @param driver the driver's type and settings, which its plugin reads
 */
public record MachineEntry(
        String id, String name, List<String> tags, Optional<Boolean> plateGate, Takes takes, ServiceEntry driver) {

    /** The setting {@code deliver}. */
    public enum Takes {
        /** What slicers ask to print. */
        PRINTS,
        /** Every upload. */
        UPLOADS
    }

    /** Whether everything but the driver's settings is as in another. */
    public boolean hasWordsOf(MachineEntry other) {
        return name.equals(other.name)
                && tags.equals(other.tags)
                && plateGate.equals(other.plateGate)
                && takes == other.takes;
    }

    /** The same with another rule for its plate. */
    MachineEntry withPlateGate(Optional<Boolean> gate) {
        return new MachineEntry(id, name, tags, gate, takes, driver);
    }

    /** Copies the tags. */
    public MachineEntry {
        tags = List.copyOf(tags);
    }
}
