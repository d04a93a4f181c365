package org.printfarm.ssdp.schedule;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * Who announces itself when. A newcomer is due at once, so that a printer that was added or changed shows without delay;
 * but only a few at once: in a bulk start all others wait for their slot, which comes within 5 s. Not for several threads.
 *
 * @param <T> whom the announcements are of
 */
public final class AnnouncementSchedule<T> {

    /** Newcomers that are due at once after a rest. */
    public static final int PROMPT_BURST = 8;

    /** After the burst, one newcomer is due at once per this time. */
    public static final Duration PROMPT_PERIOD = Duration.ofMillis(50);

    private final AnnouncementSlots slots = new AnnouncementSlots();
    private final Map<T, Entry<T>> entries = new HashMap<>();
    private final PriorityQueue<Entry<T>> queue = new PriorityQueue<>(Comparator.comparingLong(Entry::due));
    private final TokenBucket prompt;

    /**
     * An empty table.
     *
     * @param now nanoseconds since the common start of all slots
     */
    public AnnouncementSchedule(long now) {
        prompt = new TokenBucket(PROMPT_BURST, PROMPT_PERIOD, now);
    }

    /**
     * Adds a newcomer.
     *
     * @param whom not in the table yet
     * @param interval from one announcement to the next
     * @param now nanoseconds on the same clock
     * @throws IllegalStateException when it is in the table
     */
    public void add(T whom, Duration interval, long now) {
        if (entries.containsKey(whom)) {
            throw new IllegalStateException("is in the schedule");
        }
        AnnouncementSlot slot = slots.take(interval);
        put(new Entry<>(whom, slot, prompt.take(now) ? now : slot.firstAfter(now)));
    }

    /**
     * Takes somebody out.
     *
     * @param whom in the table or not
     * @return true when it was
     */
    public boolean remove(T whom) {
        Entry<T> entry = entries.remove(whom);
        if (entry == null) {
            return false;
        }
        queue.remove(entry);
        slots.release(entry.slot());
        return true;
    }

    /**
     * Whom to announce now; due again at the next slot.
     *
     * @param now nanoseconds on the same clock
     * @return the one that has been due for the longest time; empty when nobody is due
     */
    public Optional<T> takeDue(long now) {
        Entry<T> first = queue.peek();
        if (first == null || first.due() > now) {
            return Optional.empty();
        }
        queue.remove();
        put(new Entry<>(first.whom(), first.slot(), first.slot().nextAfter(now)));
        return Optional.of(first.whom());
    }

    /**
     * When somebody is due.
     *
     * @return nanoseconds on the same clock; empty when the table is
     */
    public OptionalLong nextDue() {
        Entry<T> first = queue.peek();
        return first == null ? OptionalLong.empty() : OptionalLong.of(first.due());
    }

    private void put(Entry<T> entry) {
        entries.put(entry.whom(), entry);
        queue.add(entry);
    }

    private record Entry<T>(T whom, AnnouncementSlot slot, long due) {}
}
