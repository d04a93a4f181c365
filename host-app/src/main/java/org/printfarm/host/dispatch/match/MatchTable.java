package org.printfarm.host.dispatch.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.printfarm.api.driver.Tray;
import org.printfarm.host.config.MatchRules;
import org.printfarm.host.dispatch.match.Requirements.Channel;
import org.printfarm.host.dispatch.match.Requirements.Filament;
import org.printfarm.host.dispatch.match.TrayMatch.Held;

/** Compares each filament that is wanted with each that is held once, however many jobs and trays have them. One thread. */
final class MatchTable {

    /** What {@link #fits} says of a machine that cannot feed a channel. */
    static final long[] NONE = {};

    private final MatchRules rules;
    private final Map<Held, Integer> kinds = new HashMap<>();
    private final Map<Filament, TrayMatch[]> rows = new HashMap<>();

    MatchTable(MatchRules rules) {
        this.rules = rules;
    }

    MatchRules rules() {
        return rules;
    }

    /**
     * A machine, ready to be compared.
     *
     * @param kinds what each of its trays holds
     * @param dual whether it prints with two nozzles
     */
    @SuppressWarnings("ArrayRecordComponent") // written once, and never compared
    record Loaded(Candidate machine, List<Tray> trays, int[] kinds, boolean dual) {}

    /**
     * A job, ready to be compared.
     *
     * @param rows for each channel how each kind of tray does
     */
    @SuppressWarnings("ArrayRecordComponent") // written once, and never compared
    record Wanted(Requirements needs, List<Channel> channels, TrayMatch[][] rows) {}

    /** All machines, before any job. */
    List<Loaded> load(List<Candidate> machines) {
        List<Loaded> loaded = new ArrayList<>();
        for (Candidate machine : machines) {
            int[] held = machine.trays().stream().mapToInt(this::kind).toArray();
            loaded.add(new Loaded(machine, machine.trays(), held, machine.isDual()));
        }
        return loaded;
    }

    private int kind(Tray tray) {
        Held held = Held.of(tray);
        Integer known = kinds.putIfAbsent(held, kinds.size());
        return known == null ? kinds.size() - 1 : known;
    }

    /** A job. */
    Wanted want(Requirements needs) {
        TrayMatch[][] all = needs.channels().stream()
                .map(channel -> rows.computeIfAbsent(channel.filament(), this::row))
                .toArray(TrayMatch[][]::new);
        return new Wanted(needs, needs.channels(), all);
    }

    private TrayMatch[] row(Filament wanted) {
        TrayMatch[] row = new TrayMatch[kinds.size()];
        kinds.forEach((held, kind) -> row[kind] = TrayMatch.of(wanted, held, rules));
        return row;
    }

    /** How one of the machine's trays does for a channel of the job. */
    TrayMatch match(Wanted job, int channel, Loaded machine, int tray) {
        return job.rows[channel][machine.kinds[tray]].at(
                machine.trays.get(tray), job.channels.get(channel), machine.dual, rules);
    }

    /** Whether each channel finds a filament that does, or was pinned: quick, and true for nearly all machines that fit. */
    private static boolean mayFit(Wanted job, Loaded machine) {
        for (int channel = 0; channel < job.rows.length; channel++) {
            boolean found = job.channels.get(channel).pin().isPresent();
            TrayMatch[] row = job.rows[channel];
            for (int tray = 0; tray < machine.kinds.length && !found; tray++) {
                found = row[machine.kinds[tray]].fits();
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    /** The trays that do for each channel, a bit for each; empty when a channel has none. */
    long[] fits(Wanted job, Loaded machine) {
        if (!mayFit(job, machine)) {
            return NONE;
        }
        long[] fits = new long[job.channels.size()];
        for (int channel = 0; channel < fits.length; channel++) {
            for (int tray = 0; tray < machine.kinds.length; tray++) {
                if (match(job, channel, machine, tray).fits()) {
                    fits[channel] |= 1L << tray;
                }
            }
            if (fits[channel] == 0) {
                return NONE;
            }
        }
        return fits;
    }
}
