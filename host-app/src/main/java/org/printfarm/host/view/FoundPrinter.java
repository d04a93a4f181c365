package org.printfarm.host.view;

import java.util.List;

/**
 * One printer as it was heard. As JSON: {@code {"serial","name","model","address","firmware","ageSeconds","conflicts":[…]}}.
 * All texts come from the network and are made fit to be shown: no control characters, bounded length.
 *
 * @param serial the serial
 * @param name what a slicer shows, may be empty
 * @param model the model's wire code, as in detect
 * @param address what it tells slicers to dial, or where it was heard from when it told none
 * @param firmware the version, may be empty
 * @param ageSeconds seconds since it was last heard
 * @param conflicts what is wrong about its serial, empty when nothing is
 */
public record FoundPrinter(
        String serial,
        String name,
        String model,
        String address,
        String firmware,
        long ageSeconds,
        List<Conflict> conflicts) {

    /**
     * Copies the list.
     *
     * @param serial see above
     * @param name see above
     * @param model see above
     * @param address see above
     * @param firmware see above
     * @param ageSeconds see above
     * @param conflicts see above
     */
    public FoundPrinter {
        conflicts = List.copyOf(conflicts);
    }
}
