package org.printfarm.host.dispatch.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.host.dispatch.match.MatchTable.Loaded;
import org.printfarm.host.dispatch.match.MatchTable.Wanted;

/**
 * All channels of a job to trays of a machine, each to one of its own, or none at all. The best of all: external spools last,
 * then as few as may be of the worst rank, then of the next better one; the nearest colours; with refill the emptier spools; the
 * first trays for the first channels.
 *
 * <p>An external spool reaches its nozzle by the way that AMS trays take: who prints from it with a nozzle prints from nothing else
 * with that nozzle.
 */
final class TrayPlanner {

    /** More than channels of a job, so that one of a worse rank outweighs all of a better one. */
    private static final long BASE = 27;

    private static final Map<TrayMatch.Rank, Long> RANK = ranks();
    private static final long EXTERNAL = BASE * BASE * BASE * BASE;
    private static final long COLOURS = (TrayMatch.FARTHEST + 1) * BASE;
    private static final long FULL = 101 * BASE;
    private static final long ORDER = Candidate.MAX_TRAYS * BASE * BASE;
    private static final int ALL_PERCENT = 100;

    private final MatchTable table;
    private final Wanted job;
    private final Loaded machine;
    private final long[] fits;
    private final long externals;

    private TrayPlanner(MatchTable table, Wanted job, Loaded machine, long[] fits) {
        this.table = table;
        this.job = job;
        this.machine = machine;
        this.fits = fits;
        long bits = 0;
        for (int tray = 0; tray < machine.trays().size(); tray++) {
            bits |= machine.trays().get(tray).slot().isExternal() ? 1L << tray : 0;
        }
        this.externals = bits;
    }

    /** The best plan; empty when there is none. */
    static Optional<TrayPlan> best(MatchTable table, Wanted job, Loaded machine) {
        long[] fits = table.fits(job, machine);
        if (fits.length != job.channels().size()) {
            return Optional.empty();
        }
        return new TrayPlanner(table, job, machine, fits).best();
    }

    /** Whether there is a plan. */
    static boolean exists(MatchTable table, Wanted job, Loaded machine) {
        long[] fits = table.fits(job, machine);
        if (fits.length != job.channels().size()) {
            return false;
        }
        long any = 0;
        for (long trays : fits) {
            any |= trays;
        }
        return fits.length < 2
                || (Long.bitCount(any) >= fits.length
                        && new TrayPlanner(table, job, machine, fits).best().isPresent());
    }

    private Optional<TrayPlan> best() {
        if (fits.length == 0) {
            return Optional.of(TrayPlan.NONE);
        }
        @Nullable TrayPlan best = null;
        long spools = 0;
        do {
            TrayPlan plan = with(spools);
            if (plan != null && (best == null || plan.cost() < best.cost())) {
                best = plan;
            }
            // The next subset of the external spools.
            spools = spools - externals & externals;
        } while (spools != 0);
        return Optional.ofNullable(best);
    }

    /** The best with these of the external spools and no others; null when there is none. */
    private @Nullable TrayPlan with(long spools) {
        long[][] costs = new long[fits.length][machine.trays().size()];
        for (int channel = 0; channel < fits.length; channel++) {
            Arrays.fill(costs[channel], Assignment.BARRED);
            boolean any = false;
            for (long left = fits[channel]; left != 0; left &= left - 1) {
                int tray = Long.numberOfTrailingZeros(left);
                if (isOpen(channel, tray, spools)) {
                    costs[channel][tray] = cost(channel, tray);
                    any = true;
                }
            }
            if (!any) {
                return null;
            }
        }
        int[] chosen = Assignment.cheapest(costs, machine.trays().size());
        return chosen == null ? null : plan(costs, chosen);
    }

    private TrayPlan plan(long[][] costs, int[] chosen) {
        long sum = 0;
        List<TraySlot> slots = new ArrayList<>();
        for (int channel = 0; channel < chosen.length; channel++) {
            sum += costs[channel][chosen[channel]];
            slots.add(machine.trays().get(chosen[channel]).slot());
        }
        return TrayPlan.of(job.needs(), slots, sum);
    }

    /** Not an external spool that is left out, and nothing that goes the way of one that is used. */
    private boolean isOpen(int channel, int tray, long spools) {
        if ((externals >> tray & 1) > (spools >> tray & 1)) {
            return false;
        }
        int nozzle = nozzle(channel, machine.trays().get(tray));
        for (long left = spools & ~(1L << tray); left != 0; left &= left - 1) {
            int taken = nozzle(channel, machine.trays().get(Long.numberOfTrailingZeros(left)));
            if (nozzle < 0 || nozzle == taken) {
                return false;
            }
        }
        return true;
    }

    /** The nozzle that a tray would feed for a channel; −1 when nobody knows. */
    private int nozzle(int channel, Tray tray) {
        if (!machine.dual()) {
            return 0;
        }
        return TrayMatch.side(tray).orElse(job.channels().get(channel).side().orElse(-1));
    }

    private long cost(int channel, int index) {
        TrayMatch match = table.match(job, channel, machine, index);
        Tray tray = machine.trays().get(index);
        long rank = RANK.getOrDefault(match.rank(), 0L) + (tray.slot().isExternal() ? EXTERNAL : 0);
        long left = table.rules().refill() ? tray.remainingPercent().orElse(ALL_PERCENT) : 0;
        long order = index * (BASE - channel);
        return ((rank * COLOURS + match.deltaE()) * FULL + left) * ORDER + order;
    }

    /** What a channel costs at each rank: one that is worse outweighs all better ones together. */
    private static Map<TrayMatch.Rank, Long> ranks() {
        Map<TrayMatch.Rank, Long> costs = new EnumMap<>(TrayMatch.Rank.class);
        long cost = 0;
        for (TrayMatch.Rank rank : TrayMatch.Rank.values()) {
            costs.put(rank, cost);
            cost = cost == 0 ? 1 : cost * BASE;
        }
        return costs;
    }
}
