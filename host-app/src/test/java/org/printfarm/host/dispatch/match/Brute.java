package org.printfarm.host.dispatch.match;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.MachineStatus.FittedNozzle;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.host.config.MatchRules;
import org.printfarm.host.dispatch.match.Requirements.Channel;
import org.printfarm.host.dispatch.match.Requirements.NozzleNeed;

/** The rules once more, in the plainest words, and all ways tried: what the choice is held against. */
record Brute(MatchRules rules) {

    private static final Set<PrinterModel> ONE_FAMILY =
            Set.of(PrinterModel.X1, PrinterModel.X1C, PrinterModel.X1E, PrinterModel.P1P, PrinterModel.P1S);

    boolean isModel(Requirements job, Candidate machine) {
        PrinterModel is = machine.model().orElseThrow();
        return job.models().stream()
                .anyMatch(model -> model == is || (ONE_FAMILY.contains(model) && ONE_FAMILY.contains(is)));
    }

    boolean isNozzle(Requirements job, Candidate machine) {
        for (NozzleNeed need : job.nozzles()) {
            List<FittedNozzle> asked = machine.nozzles();
            if (machine.model().orElseThrow().nozzles() == 2 && need.side().isPresent()) {
                asked = List.of(machine.nozzles().get(need.side().getAsInt()));
            }
            for (FittedNozzle nozzle : asked) {
                double wanted = need.hundredths().orElseThrow() / 100.0;
                if (Math.abs(Double.parseDouble(nozzle.diameter()) - wanted) > 0.001) {
                    return false;
                }
            }
        }
        return true;
    }

    /** All plans that break no rule. */
    List<List<Tray>> plans(Requirements job, Candidate machine) {
        List<List<Tray>> plans = new ArrayList<>();
        if (isModel(job, machine) && isNozzle(job, machine)) {
            extend(job, machine, new ArrayList<>(), plans::add);
        }
        return plans;
    }

    private void extend(Requirements job, Candidate machine, List<Tray> begun, Consumer<List<Tray>> found) {
        if (begun.size() == job.channels().size()) {
            if (mayGoTogether(job, machine, begun)) {
                found.accept(List.copyOf(begun));
            }
            return;
        }
        Channel channel = job.channels().get(begun.size());
        for (Tray tray : machine.trays()) {
            if (!begun.contains(tray) && isSpool(channel, tray) && isSide(channel, machine, tray)) {
                begun.add(tray);
                extend(job, machine, begun, found);
                begun.remove(begun.size() - 1);
            }
        }
    }

    boolean isSpool(Channel channel, Tray tray) {
        if (!tray.material().equals(Optional.of(channel.filament().material()))) {
            return false;
        }
        double off = off(channel, tray);
        return switch (rules.colour()) {
            case EXACT -> off == 0;
            case SIMILAR -> off <= rules.deltaE();
            case ANY -> true;
        };
    }

    private static double off(Channel channel, Tray tray) {
        return ColourDistance.of(
                channel.filament().colour().orElseThrow(),
                Integer.parseInt(tray.colour().orElseThrow(), 16));
    }

    private static boolean isSide(Channel channel, Candidate machine, Tray tray) {
        return machine.model().orElseThrow().nozzles() == 1
                || channel.side().isEmpty()
                || channel.side().getAsInt() == nozzle(machine, tray);
    }

    private static int nozzle(Candidate machine, Tray tray) {
        if (machine.model().orElseThrow().nozzles() == 1) {
            return 0;
        }
        return tray.nozzle().orElseGet(() -> tray.slot().unit() == TraySlot.EXTERNAL ? 0 : 1);
    }

    private static boolean mayGoTogether(Requirements job, Candidate machine, List<Tray> trays) {
        for (Tray spool : trays) {
            long sameWay = trays.stream()
                    .filter(tray -> nozzle(machine, tray) == nozzle(machine, spool))
                    .count();
            if (spool.slot().isExternal() && sameWay > 1) {
                return false;
            }
        }
        return new HashSet<>(trays).size() == job.channels().size();
    }

    /** External spools first, then how many trays are of each rank, the worst first: the smaller the better. */
    List<Long> cost(Requirements job, List<Tray> trays) {
        long external = 0;
        long[] ranks = new long[4];
        for (int index = 0; index < trays.size(); index++) {
            Channel channel = job.channels().get(index);
            Tray tray = trays.get(index);
            double off = off(channel, tray);
            boolean preset = channel.filament().preset().isPresent()
                    && channel.filament().preset().equals(tray.preset());
            external += tray.slot().isExternal() ? 1 : 0;
            ranks[off == 0 ? preset ? 3 : 2 : off <= rules.deltaE() ? 1 : 0]++;
        }
        return List.of(external, ranks[0], ranks[1], ranks[2]);
    }

    /** The most jobs of a queue's beginning that can begin beside each other; earlier ones are never given up for later ones. */
    List<Integer> begin(List<Requirements> queue, List<Candidate> free) {
        List<Integer> begun = new ArrayList<>();
        for (int job = 0; job < queue.size(); job++) {
            List<Requirements> together = new ArrayList<>();
            begun.forEach(index -> together.add(queue.get(index)));
            together.add(queue.get(job));
            if (canBegin(together, new ArrayList<>(free))) {
                begun.add(job);
            }
        }
        return begun;
    }

    private boolean canBegin(List<Requirements> jobs, List<Candidate> free) {
        if (jobs.isEmpty()) {
            return true;
        }
        for (Candidate machine : List.copyOf(free)) {
            if (!plans(jobs.get(0), machine).isEmpty()) {
                free.remove(machine);
                boolean rest = canBegin(jobs.subList(1, jobs.size()), free);
                free.add(machine);
                if (rest) {
                    return true;
                }
            }
        }
        return false;
    }
}
