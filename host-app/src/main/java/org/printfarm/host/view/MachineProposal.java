package org.printfarm.host.view;

import java.util.List;

/**
 * Machines that may be written into a configuration. Holds no access code.
 *
 * @param lines the entries, as they stand under {@code machines}
 * @param notes what a person should know or do, a sentence each
 * @param problems what is wrong, with its place
 * @param written whether they stand in the configuration now
 */
public record MachineProposal(List<String> lines, List<String> notes, List<ProblemView> problems, boolean written) {

    /** Copies the lists. */
    public MachineProposal {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
        problems = List.copyOf(problems);
    }
}
