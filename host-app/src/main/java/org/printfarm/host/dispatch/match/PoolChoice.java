package org.printfarm.host.dispatch.match;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.printfarm.host.config.MatchRules;
import org.printfarm.host.dispatch.match.MatchTable.Loaded;
import org.printfarm.host.dispatch.match.MatchTable.Wanted;

/**
 * Which waiting jobs go to which machines of a pool. A job gets the machine that fits it best among those that are left; it gets
 * another that fits as well when that lets a job behind it begin too. So none waits that could be printed beside all before it.
 *
 * <p>After a choice no job that is left fits a machine that is left. Until the next one, then, it is enough to ask for the jobs
 * that have come with all machines that are free, and for all jobs with the machines that have changed. One thread.
 */
public final class PoolChoice {

    private static final int NOBODY = -1;

    private final MatchTable table;
    private final List<Loaded> machines;
    private final List<Holder> holders;
    private final int[] movesTo;
    private final Map<MachineFilter.Kind, BitSet> passing = new HashMap<>();
    private final BitSet free = new BitSet();
    private final BitSet reaches = new BitSet();
    private boolean reachesIsOld = true;

    /**
     * A job and its machine.
     *
     * @param job the job's id
     * @param machine the machine's id
     * @param plan which tray feeds which channel
     */
    public record Chosen(String job, String machine, TrayPlan plan) {}

    /**
     * Who has a machine.
     *
     * @param index in the queue; {@link #NOBODY} when it is free
     * @param fits all machines that the job fits
     */
    private record Holder(int index, Wanted job, BitSet fits) {}

    private PoolChoice(List<Candidate> ready, MatchRules rules) {
        this.table = new MatchTable(rules);
        this.machines = table.load(ready);
        Wanted nothing = table.want(Requirements.NONE);
        this.holders = new ArrayList<>(Collections.nCopies(ready.size(), new Holder(NOBODY, nothing, new BitSet())));
        this.movesTo = new int[ready.size()];
        free.set(0, ready.size());
    }

    /**
     * Chooses.
     *
     * @param queue in the order in which they may begin; held ones are passed over
     * @param machines of the pool, in the order of the file; those that wait for something are passed over
     * @param rules of the pool
     * @param atMost how many may begin now
     * @return in the order of the queue
     */
    public static List<Chosen> choose(List<Waiting> queue, List<Candidate> machines, MatchRules rules, int atMost) {
        List<Candidate> ready =
                machines.stream().filter(machine -> machine.waits().isEmpty()).toList();
        PoolChoice choice = new PoolChoice(ready, rules);
        int begun = 0;
        for (int index = 0; index < queue.size() && begun < atMost && !choice.free.isEmpty(); index++) {
            if (queue.get(index).held().isEmpty()
                    && choice.place(index, queue.get(index).needs())) {
                begun++;
            }
        }
        return choice.chosen(queue);
    }

    private boolean place(int index, Requirements needs) {
        Wanted job = table.want(needs);
        BitSet fits = fits(job);
        int best = best(job, fits);
        if (best == NOBODY && !fits.isEmpty()) {
            reach();
            best = fits.stream().filter(reaches::get).findFirst().orElse(NOBODY);
        }
        if (best != NOBODY) {
            moveOn(best);
            give(best, new Holder(index, job, fits));
        }
        return best != NOBODY;
    }

    private void give(int machine, Holder holder) {
        free.clear(machine);
        holders.set(machine, holder);
        reachesIsOld = true;
    }

    /** Each job on the way to a free machine goes one machine on. */
    private void moveOn(int machine) {
        if (!free.get(machine)) {
            moveOn(movesTo[machine]);
            give(movesTo[machine], holders.get(machine));
        }
    }

    /** Finds the machines that could be freed by moving jobs on, and to where their jobs would go. */
    private void reach() {
        if (!reachesIsOld) {
            return;
        }
        reachesIsOld = false;
        reaches.clear();
        reaches.or(free);
        Deque<Integer> open = new ArrayDeque<>(free.stream().boxed().toList());
        while (!open.isEmpty()) {
            int to = open.remove();
            for (int from = 0; from < holders.size(); from++) {
                if (!reaches.get(from) && holders.get(from).fits.get(to)) {
                    reaches.set(from);
                    movesTo[from] = to;
                    open.add(from);
                }
            }
        }
    }

    /** The free machine that fits best. */
    private int best(Wanted job, BitSet fits) {
        int best = NOBODY;
        long cost = Long.MAX_VALUE;
        for (int machine = fits.nextSetBit(0); machine >= 0; machine = fits.nextSetBit(machine + 1)) {
            long its = free.get(machine) ? plan(job, machines.get(machine)).cost() : Long.MAX_VALUE;
            if (its < cost) {
                cost = its;
                best = machine;
            }
        }
        return best;
    }

    /** All machines that a job fits. */
    private BitSet fits(Wanted job) {
        BitSet fits = new BitSet();
        BitSet pass = passing.computeIfAbsent(MachineFilter.Kind.of(job.needs()), kind -> passing(job.needs()));
        for (int machine = pass.nextSetBit(0); machine >= 0; machine = pass.nextSetBit(machine + 1)) {
            Loaded loaded = machines.get(machine);
            fits.set(
                    machine,
                    MachineFilter.passesItself(job.needs(), loaded.machine())
                            && (!looksAtTrays(job, loaded) || TrayPlanner.exists(table, job, loaded)));
        }
        return fits;
    }

    private BitSet passing(Requirements needs) {
        BitSet pass = new BitSet();
        for (int machine = 0; machine < machines.size(); machine++) {
            pass.set(
                    machine,
                    MachineFilter.passesKind(needs, machines.get(machine).machine()));
        }
        return pass;
    }

    private static boolean looksAtTrays(Wanted job, Loaded machine) {
        return machine.machine().observed() && !job.channels().isEmpty();
    }

    private TrayPlan plan(Wanted job, Loaded machine) {
        return looksAtTrays(job, machine)
                ? TrayPlanner.best(table, job, machine).orElseThrow()
                : TrayPlan.NONE;
    }

    private List<Chosen> chosen(List<Waiting> queue) {
        List<Chosen> chosen = new ArrayList<>();
        List<Integer> taken = IntStream.range(0, holders.size())
                .filter(machine -> !free.get(machine))
                .boxed()
                .sorted(Comparator.comparing(machine -> holders.get(machine).index))
                .toList();
        for (int machine : taken) {
            Holder holder = holders.get(machine);
            Loaded loaded = machines.get(machine);
            chosen.add(new Chosen(queue.get(holder.index).id(), loaded.machine().id(), plan(holder.job, loaded)));
        }
        return chosen;
    }
}
