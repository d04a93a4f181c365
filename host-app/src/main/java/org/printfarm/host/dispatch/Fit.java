package org.printfarm.host.dispatch;

import java.util.Optional;
import org.printfarm.host.dispatch.match.TrayPlan;

/**
 * Whether a job of a machine's own queue may begin there.
 *
 * @param fitting by which rules; empty for what its slicer said
 * @param plan which tray feeds which channel; empty for what its slicer said
 * @param misfit why not; empty when it may
 */
record Fit(Optional<Fitting> fitting, Optional<TrayPlan> plan, Optional<String> misfit) {}
