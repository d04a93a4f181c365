package org.printfarm.host.access;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which part of the farm somebody may see and act on.
 *
 * @param entries ids of printers, and of pools with {@value #POOL} before them; empty for the whole farm
 */
public record Scope(List<String> entries) {

    /** Before the id of a pool. */
    public static final String POOL = "pool:";

    /** The most entries. */
    public static final int MAX_ENTRIES = 1_000;

    /** The whole farm. */
    public static final Scope WHOLE = new Scope(List.of());

    private static final Pattern ENTRY = Pattern.compile("(" + POOL + ")?[a-z0-9-]{1,32}");

    /** Throws {@link IllegalArgumentException} for what can be no id. */
    public Scope {
        entries = entries.stream().distinct().sorted().toList();
        if (entries.size() > MAX_ENTRIES
                || !entries.stream().allMatch(entry -> ENTRY.matcher(entry).matches())) {
            throw new IllegalArgumentException("no scope");
        }
    }

    /** Whether it is the whole farm. */
    public boolean isWhole() {
        return entries.isEmpty();
    }
}
