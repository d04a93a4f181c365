package org.printfarm.host.dispatch.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.printfarm.host.config.MatchRules;
import org.printfarm.host.dispatch.match.MatchTable.Loaded;
import org.printfarm.host.dispatch.match.MatchTable.Wanted;

/**
 * What there is to say of one job and one machine.
 *
 * @param machine the machine's id
 * @param answer in one word
 * @param findings why not now, those that no filament can mend first; empty when it is {@link Answer#READY}
 * @param channels what there is to say of each channel of the plate
 * @param plan which tray feeds which channel; empty when they do not all find one
 */
public record MachineMatch(
        String machine, Answer answer, List<Finding> findings, List<ChannelMatch> channels, Optional<TrayPlan> plan) {

    /** Whether it can be printed. */
    public enum Answer {
        /** Now. */
        READY,
        /** Yes, but not now. */
        COMPATIBLE,
        /** Something was not told. */
        UNKNOWN,
        /** Not by this machine as it is. */
        UNFIT
    }

    /** Copies the lists. */
    public MachineMatch {
        findings = List.copyOf(findings);
        channels = List.copyOf(channels);
    }

    /**
     * Whether a machine prints a job, and from which trays. Asked anew right before a start, it tells from live trays.
     *
     * @param job what it needs
     * @param rules of its pool
     * @param machine as it is
     * @return the answer with all reasons
     */
    public static MachineMatch of(Requirements job, MatchRules rules, Candidate machine) {
        List<Code> unfit = MachineFilter.findings(job, machine);
        MatchTable table = new MatchTable(rules);
        Loaded loaded = table.load(List.of(machine)).get(0);
        Wanted wanted = table.want(job);
        boolean looksAtTrays = machine.observed() && !job.channels().isEmpty();
        Optional<TrayPlan> plan = looksAtTrays
                ? Optional.of(job.channels().size())
                        .filter(count -> count <= Requirements.MAX_CHANNELS)
                        .flatMap(count -> TrayPlanner.best(table, wanted, loaded))
                : Optional.of(TrayPlan.NONE);
        List<ChannelMatch> channels =
                looksAtTrays ? ChannelMatch.all(table, wanted, loaded, plan.isPresent()) : List.of();
        if (plan.isEmpty()) {
            unfit.add(whyNoPlan(machine, channels));
        }
        List<Finding> findings = new ArrayList<>();
        unfit.forEach(code -> findings.add(Finding.of(code)));
        machine.waits().ifPresent(findings::add);
        return new MachineMatch(machine.id(), answer(unfit, machine), findings, channels, plan);
    }

    /** The channel that is farthest from a tray speaks for the machine. */
    private static Code whyNoPlan(Candidate machine, List<ChannelMatch> channels) {
        if (machine.trays().isEmpty()) {
            return Code.TRAYS_UNKNOWN;
        }
        return channels.stream()
                .map(channel -> channel.finding().code())
                .filter(code -> code != Code.READY)
                .min(ChannelMatch.FARTHEST_FIRST)
                .orElse(Code.TOO_FEW_TRAYS);
    }

    private static Answer answer(List<Code> unfit, Candidate machine) {
        if (unfit.stream().anyMatch(code -> !code.isUnknown())) {
            return Answer.UNFIT;
        }
        if (!unfit.isEmpty()) {
            return Answer.UNKNOWN;
        }
        if (machine.waits().isEmpty()) {
            return Answer.READY;
        }
        return machine.waits().get().code().isUnknown() ? Answer.UNKNOWN : Answer.COMPATIBLE;
    }
}
