package org.printfarm.host.dispatch.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.MachineStatus.FittedNozzle;
import org.printfarm.host.dispatch.match.Requirements.NozzleNeed;
import org.printfarm.host.job.PlateCheck;

/** What a machine must be, whatever is loaded. */
final class MachineFilter {

    private MachineFilter() {}

    /**
     * What many jobs have in common, so that it is compared with each machine once.
     *
     * @param isTooMuch whether there are more channels than any machine feeds
     */
    record Kind(List<PrinterModel> models, Set<String> tags, List<NozzleNeed> nozzles, boolean isTooMuch) {

        static Kind of(Requirements job) {
            return new Kind(
                    job.models(), job.tags(), job.nozzles(), job.channels().size() > Requirements.MAX_CHANNELS);
        }
    }

    /** Whether nothing speaks against a machine for jobs of this one's kind. */
    static boolean passesKind(Requirements job, Candidate machine) {
        return model(job, machine) == Code.READY
                && machine.tags().containsAll(job.tags())
                && job.channels().size() <= Requirements.MAX_CHANNELS
                && nozzles(job, machine) == Code.READY;
    }

    /** Whether nothing speaks against it for this very job, if nothing does for its kind. */
    static boolean passesItself(Requirements job, Candidate machine) {
        return hasRoom(job, machine) && !isPinnedElsewhere(job, machine);
    }

    /** All that speaks against it. */
    static List<Code> findings(Requirements job, Candidate machine) {
        List<Code> found = new ArrayList<>();
        found.add(model(job, machine));
        found.add(machine.tags().containsAll(job.tags()) ? Code.READY : Code.TAG);
        found.add(hasRoom(job, machine) ? Code.READY : Code.STORAGE);
        found.add(job.channels().size() <= Requirements.MAX_CHANNELS ? Code.READY : Code.TOO_MANY_CHANNELS);
        found.add(nozzles(job, machine));
        found.add(isPinnedElsewhere(job, machine) ? Code.PINNED : Code.READY);
        found.removeIf(code -> code == Code.READY);
        return found;
    }

    private static Code model(Requirements job, Candidate machine) {
        if (machine.model().isEmpty()) {
            return machine.observed() ? Code.MODEL_UNKNOWN : Code.READY;
        }
        return job.models().stream()
                        .anyMatch(model ->
                                PlateCheck.isCompatible(model, machine.model().get()))
                ? Code.READY
                : Code.MODEL;
    }

    private static boolean hasRoom(Requirements job, Candidate machine) {
        return job.bytes() <= machine.storageFreeBytes().orElse(Long.MAX_VALUE);
    }

    private static Code nozzles(Requirements job, Candidate machine) {
        Code worst = Code.READY;
        if (machine.observed()) {
            for (NozzleNeed need : job.nozzles()) {
                Code code = nozzle(need, machine);
                worst = worst == Code.READY || (worst.isUnknown() && code != Code.READY) ? code : worst;
            }
        }
        return worst;
    }

    private static Code nozzle(NozzleNeed need, Candidate machine) {
        List<FittedNozzle> fitted = machine.nozzles();
        if (machine.isDual() && need.side().isPresent()) {
            int side = need.side().getAsInt();
            return side < fitted.size() ? nozzle(need, fitted.get(side)) : unlessAny(need);
        }
        if (fitted.isEmpty()) {
            return unlessAny(need);
        }
        return fitted.stream()
                .map(one -> nozzle(need, one))
                .filter(code -> code != Code.READY)
                .findFirst()
                .orElse(Code.READY);
    }

    private static Code unlessAny(NozzleNeed need) {
        return need.hundredths().isEmpty() && need.highFlow().isEmpty() ? Code.READY : Code.NOZZLE_UNKNOWN;
    }

    private static Code nozzle(NozzleNeed need, FittedNozzle fitted) {
        OptionalInt diameter = RequirementsReader.hundredths(fitted.diameter());
        if (need.hundredths().isPresent() && !need.hundredths().equals(diameter)) {
            return diameter.isPresent() ? Code.NOZZLE : Code.NOZZLE_UNKNOWN;
        }
        Optional<Boolean> flow = fitted.highFlow();
        if (need.highFlow().isEmpty() || (flow.isPresent() && flow.equals(need.highFlow()))) {
            return Code.READY;
        }
        // Who does not tell the flow is of the older kind, which has standard nozzles.
        return flow.isPresent() ? Code.NOZZLE_FLOW : need.highFlow().get() ? Code.NOZZLE_UNKNOWN : Code.READY;
    }

    private static boolean isPinnedElsewhere(Requirements job, Candidate machine) {
        for (Requirements.Channel channel : job.channels()) {
            if (channel.pin().isPresent() && !channel.pin().get().machine().equals(machine.id())) {
                return true;
            }
        }
        return false;
    }
}
