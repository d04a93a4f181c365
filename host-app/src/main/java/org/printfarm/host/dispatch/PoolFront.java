package org.printfarm.host.dispatch;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.printfarm.api.driver.MachineStatus.Temperatures;
import org.printfarm.api.job.MachineReadings;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.host.config.SendTo;
import org.printfarm.host.dispatch.PoolPlan.Sender;
import org.printfarm.host.dispatch.match.Candidate;
import org.printfarm.host.dispatch.match.Code;
import org.printfarm.host.dispatch.match.Finding;
import org.printfarm.host.dispatch.match.MachineMatch;
import org.printfarm.host.dispatch.match.MergedTrays;
import org.printfarm.host.dispatch.match.Requirements;
import org.printfarm.host.job.JobRouting;
import org.printfarm.host.job.store.Job;

/** A pool as one of its printers has it. Any thread. */
final class PoolFront implements JobRouting.Pooled {

    /** What no waiting mends. */
    private static final Set<Code> FOR_GOOD =
            EnumSet.of(Code.MODEL, Code.NOZZLE, Code.NOZZLE_FLOW, Code.TAG, Code.TOO_MANY_CHANNELS);

    /** Machines that are told of by name. */
    private static final int MAX_TOLD = 3;

    private final Pools pools;
    private final String pool;
    private final String printer;

    PoolFront(Pools pools, String pool, String printer) {
        this.pools = pools;
        this.pool = pool;
        this.printer = printer;
    }

    @Override
    public boolean holds() {
        PoolDesk desk = pools.desks().get(pool);
        return desk != null && desk.entry().hold();
    }

    @Override
    public Optional<MachineReadings> shown() {
        return merged().map(trays -> new MachineReadings(Temperatures.UNKNOWN, trays.trays(), List.of()));
    }

    private Optional<Sender> sender() {
        return Optional.ofNullable(pools.plan().senders().get(printer));
    }

    /** What is shown of all machines; empty when the printer shows its own. */
    private Optional<MergedTrays> merged() {
        return sender().filter(one -> one.show() == SendTo.Show.MERGED)
                .flatMap(one -> pools.view(pool))
                .map(MergedView::trays);
    }

    /** The trays that a slicer could map to. */
    private MergedTrays mapped() {
        PoolDesk desk = pools.desks().get(pool);
        if (desk == null || sender().isEmpty()) {
            return MergedTrays.NONE;
        }
        return switch (sender().get().show()) {
            case MERGED -> merged().orElse(MergedTrays.NONE);
            case MIRROR ->
                desk.members().stream()
                        .findFirst()
                        .map(one -> MergedTrays.of(one.trays()))
                        .orElse(MergedTrays.NONE);
            case CONFIGURED, READY -> MergedTrays.of(sender().get().loadout());
        };
    }

    @Override
    public Optional<String> wishes(PrintRequest request) {
        return Wishes.json(mapped().wishes(OrderMaker.mapping(request.options())));
    }

    @Override
    public Optional<String> impossible(Job job, int plate, Optional<String> wishes) {
        PoolDesk desk = pools.desks().get(pool);
        if (desk == null || sender().isEmpty()) {
            return Optional.empty();
        }
        Requirements needs = JobNeeds.of(job, plate, sender().get(), wishes);
        List<String> reasons = new ArrayList<>();
        for (Candidate machine : desk.members()) {
            Optional<Finding> never = MachineMatch.of(needs, desk.entry().match(), machine).findings().stream()
                    .filter(finding -> FOR_GOOD.contains(finding.code()))
                    .findFirst();
            if (never.isEmpty()) {
                return Optional.empty();
            }
            reasons.add(machine.id() + " " + never.get().text());
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of(sentence(reasons));
    }

    private String sentence(List<String> reasons) {
        int more = reasons.size() - MAX_TOLD;
        return "no machine of " + pool + " can ever print it: "
                + String.join("; ", reasons.subList(0, Math.min(MAX_TOLD, reasons.size())))
                + (more > 0 ? "; and " + more + " more" : "");
    }
}
