package org.printfarm.host.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.printfarm.host.config.SendTo.Show;
import org.printfarm.host.text.Suggestion;

/** Whether a printer sends to something that is there, and shows and asks what that can be shown and asked. */
final class GoalCheck {

    private final Reporter reporter;
    private final Map<String, Located<MachineEntry>> machines;
    private final Map<String, Located<PoolEntry>> pools;

    GoalCheck(Reporter reporter, Map<String, Located<MachineEntry>> machines, Map<String, Located<PoolEntry>> pools) {
        this.reporter = reporter;
        this.machines = machines;
        this.pools = pools;
    }

    void check(Located<SendTo> to) {
        String goal = to.value().goal();
        Located<PoolEntry> pool = pools.get(goal);
        if (pool != null) {
            checkPool(to, pool.value());
        } else if (machines.containsKey(goal)) {
            checkMachine(to);
        } else {
            Set<String> known = new LinkedHashSet<>(machines.keySet());
            known.addAll(pools.keySet());
            String mend = known.isEmpty() ? " (there is none: write it under machines)" : Suggestion.orAll(goal, known);
            mistake(to, "expected the id of a machine or a pool, got " + Printable.value(goal) + mend);
        }
    }

    private void checkMachine(Located<SendTo> to) {
        Show show = to.value().showAt(false);
        if (show == Show.MERGED || show == Show.CONFIGURED) {
            mistake(to, "cannot be shown " + word(show) + ": a machine is shown mirror or ready");
        }
        if (!to.value().tags().isEmpty()) {
            mistake(to, "cannot go with tags, which are asked of the machines of a pool");
        }
    }

    private void checkPool(Located<SendTo> to, PoolEntry pool) {
        Show show = to.value().showAt(true);
        if (show == Show.READY) {
            mistake(to, "cannot be shown ready: a pool is shown merged, mirror or configured");
        }
        if (show == Show.MIRROR && pool.machines().size() > 1) {
            mistake(
                    to,
                    "cannot be shown mirror: the pool " + pool.id() + " has "
                            + pool.machines().size() + " machines, and a printer mirrors one");
        }
        Set<String> had = new LinkedHashSet<>();
        List<String> lacking = new ArrayList<>(to.value().tags());
        for (String machine : pool.machines()) {
            List<String> tags =
                    Objects.requireNonNull(machines.get(machine)).value().tags();
            had.addAll(tags);
        }
        lacking.removeAll(had);
        for (String tag : lacking) {
            mistake(
                    to,
                    "expected tags that a machine of " + pool.id() + " has, got " + Printable.value(tag)
                            + (had.isEmpty() ? " (none has any)" : Suggestion.orAll(tag, had)));
        }
    }

    private static String word(Show show) {
        return show.name().toLowerCase(Locale.ROOT);
    }

    private void mistake(Located<SendTo> to, String message) {
        reporter.mistake(to.place(), message);
    }
}
