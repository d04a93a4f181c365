package org.printfarm.host.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of each step of a print but its start.
 *
 * @param id the machine's id in the configuration
 * @param ok whether no step failed
 * @param steps in their order
 */
public record MachineTestView(String id, boolean ok, List<Step> steps) {

    /**
     * One step.
     *
     * @param step what was tried, for instance login or upload
     * @param result passed, failed or skipped
     * @param code what is wrong, for instance WRONG_CODE; null when nothing is
     * @param reason a sentence with the mend; null when nothing is wrong
     */
    public record Step(
            String step,
            String result,
            @Nullable String code,
            @Nullable String reason) {}
}
