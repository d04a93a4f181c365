package org.printfarm.ssdp.schedule;

import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Hands out slots, the lowest free index first. Printers with the same interval share one row of slots. Not for several
 * threads.
 */
public final class AnnouncementSlots {

    private final Map<Duration, BitSet> taken = new HashMap<>();

    /**
     * Takes a slot.
     *
     * @param interval from one announcement to the next
     * @return a slot that nobody else of this interval has
     */
    public AnnouncementSlot take(Duration interval) {
        BitSet indices = taken.computeIfAbsent(interval, any -> new BitSet());
        int index = indices.nextClearBit(0);
        indices.set(index);
        return new AnnouncementSlot(index, interval);
    }

    /**
     * Gives a slot back.
     *
     * @param slot one that was taken
     */
    public void release(AnnouncementSlot slot) {
        BitSet indices = taken.get(slot.interval());
        if (indices != null) {
            indices.clear(slot.index());
            if (indices.isEmpty()) {
                taken.remove(slot.interval());
            }
        }
    }
}
