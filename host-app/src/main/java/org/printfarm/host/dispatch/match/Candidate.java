package org.printfarm.host.dispatch.match;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.MachineStatus.FittedNozzle;
import org.printfarm.api.driver.Tray;

/**
 * A machine as it is at one moment, for the choice.
 *
 * @param id which
 * @param model which printer it is; empty when unknown, or when it is none
 * @param tags the operator's words for it
 * @param observed false for a place that tells nothing of itself, such as a folder: only tags and room are looked at
 * @param nozzles the right or only one first; empty when it has not told
 * @param storageFreeBytes room for uploads; empty when unknown
 * @param trays all that it told; empty when it has not
 * @param waits why it takes no job now; empty when it does
 */
public record Candidate(
        String id,
        Optional<PrinterModel> model,
        Set<String> tags,
        boolean observed,
        List<FittedNozzle> nozzles,
        OptionalLong storageFreeBytes,
        List<Tray> trays,
        Optional<Finding> waits) {

    /** Trays of one machine; what is told beyond is not looked at. */
    public static final int MAX_TRAYS = 64;

    /** Copies. */
    public Candidate {
        tags = Set.copyOf(tags);
        nozzles = List.copyOf(nozzles);
        trays = trays.size() > MAX_TRAYS ? List.copyOf(trays.subList(0, MAX_TRAYS)) : List.copyOf(trays);
    }

    /** The same as if it took a job now. */
    public Candidate idle() {
        return new Candidate(id, model, tags, observed, nozzles, storageFreeBytes, trays, Optional.empty());
    }

    /** Whether it prints with two nozzles. */
    boolean isDual() {
        return model.filter(one -> one.nozzles() > 1).isPresent();
    }
}
