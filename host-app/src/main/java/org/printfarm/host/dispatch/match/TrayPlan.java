package org.printfarm.host.dispatch.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.driver.TraySlot;

/**
 * Which tray feeds which channel.
 *
 * @param trays for each channel from 0 to the last one used, as {@code PrintOrder} has them; empty for one that is not used
 * @param cost how good it is, only to be compared: the lower the better
 */
public record TrayPlan(List<Optional<TraySlot>> trays, long cost) {

    /** From no tray: what is delivered and not printed, or uses no filament that is known. */
    public static final TrayPlan NONE = new TrayPlan(List.of(), 0);

    /** Copies the list. */
    public TrayPlan {
        trays = List.copyOf(trays);
    }

    /**
     * Of what was chosen.
     *
     * @param slots one for each channel in use, in their order
     */
    static TrayPlan of(Requirements job, List<TraySlot> slots, long cost) {
        List<Optional<TraySlot>> trays = new ArrayList<>();
        for (int index = 0; index < slots.size(); index++) {
            while (trays.size() < job.channels().get(index).number()) {
                trays.add(Optional.empty());
            }
            trays.add(Optional.of(slots.get(index)));
        }
        return new TrayPlan(trays, cost);
    }
}
