package org.printfarm.host.view;

import java.util.List;

/**
 * What would stop a farm from starting.
 *
 * @param ok whether nothing would
 * @param problems what must be mended
 * @param warnings what is unwise
 */
public record CheckView(boolean ok, List<ProblemView> problems, List<ProblemView> warnings) {

    /** Nothing to tell. */
    public static final CheckView FINE = new CheckView(true, List.of(), List.of());
}
