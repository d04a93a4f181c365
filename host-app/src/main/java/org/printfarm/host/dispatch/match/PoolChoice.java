package org.printfarm.host.dispatch.match;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    private final Wanted[] holder;
    private final int[] holderIndex;
    private final int[] movesTo;
    private final BitSet reaches = new BitSet();
    private final BitSet free = new BitSet();

    /**
     * A job and its machine.
     *
     * @param job the job's id
     * @param machine the machine's id
     * @param plan which tray feeds which channel
     */
    public record Chosen(String job, String machine, TrayPlan plan) {}

    private PoolChoice(List<Candidate> ready, MatchRules rules) {
        this.table = new MatchTable(rules);
        this.machines = table.load(ready);
        this.holder = new Wanted[ready.size()];
        this.holderIndex = new int[ready.size()];
        Arrays.fill(holderIndex, NOBODY);
        this.movesTo = new int[ready.size()];
        free.set(0, ready.size());
        reaches.set(0, ready.size());
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
        int best = best(job);
        if (best != NOBODY) {
            give(best, index, job);
            reach();
            return true;
        }
        for (int machine = reaches.nextSetBit(0); machine >= 0; machine = reaches.nextSetBit(machine + 1)) {
            if (!free.get(machine) && fits(job, machine)) {
                moveOn(machine);
                give(machine, index, job);
                reach();
                return true;
            }
        }
        return false;
    }

    private void give(int machine, int index, Wanted job) {
        free.clear(machine);
        holder[machine] = job;
        holderIndex[machine] = index;
    }

    /** Each job on the way to a free machine goes one machine on. */
    private void moveOn(int machine) {
        if (!free.get(machine)) {
            moveOn(movesTo[machine]);
            give(movesTo[machine], holderIndex[machine], holder[machine]);
        }
    }

    /** Finds the machines that could be freed by moving jobs on, and to where their jobs would go. */
    private void reach() {
        reaches.clear();
        reaches.or(free);
        Deque<Integer> open = new ArrayDeque<>(free.stream().boxed().toList());
        while (!open.isEmpty()) {
            int to = open.remove();
            for (int from = 0; from < holder.length; from++) {
                if (!reaches.get(from) && fits(holder[from], to)) {
                    reaches.set(from);
                    movesTo[from] = to;
                    open.add(from);
                }
            }
        }
    }

    private int best(Wanted job) {
        int best = NOBODY;
        long cost = Long.MAX_VALUE;
        for (int machine = free.nextSetBit(0); machine >= 0; machine = free.nextSetBit(machine + 1)) {
            Optional<TrayPlan> plan = plan(job, machines.get(machine));
            if (plan.isPresent() && plan.get().cost() < cost) {
                cost = plan.get().cost();
                best = machine;
            }
        }
        return best;
    }

    private boolean fits(@Nullable Wanted job, int machine) {
        return job != null
                && MachineFilter.passes(job.needs(), machines.get(machine).machine())
                && (!looksAtTrays(job, machine) || TrayPlanner.exists(table, job, machines.get(machine)));
    }

    private boolean looksAtTrays(Wanted job, int machine) {
        return machines.get(machine).machine().observed() && !job.channels().isEmpty();
    }

    private Optional<TrayPlan> plan(Wanted job, Loaded machine) {
        if (!MachineFilter.passes(job.needs(), machine.machine())) {
            return Optional.empty();
        }
        return machine.machine().observed()
                ? TrayPlanner.best(table, job, machine)
                : Optional.of(new TrayPlan(List.of(), 0));
    }

    private List<Chosen> chosen(List<Waiting> queue) {
        List<Chosen> chosen = new ArrayList<>();
        int[] machineOf = new int[queue.size()];
        Arrays.fill(machineOf, NOBODY);
        for (int machine = 0; machine < holder.length; machine++) {
            if (holderIndex[machine] != NOBODY) {
                machineOf[holderIndex[machine]] = machine;
            }
        }
        for (int index = 0; index < machineOf.length; index++) {
            if (machineOf[index] != NOBODY) {
                Loaded machine = machines.get(machineOf[index]);
                Wanted job = holder[machineOf[index]];
                chosen.add(new Chosen(
                        queue.get(index).id(),
                        machine.machine().id(),
                        plan(job, machine).orElseThrow()));
            }
        }
        return chosen;
    }
}
