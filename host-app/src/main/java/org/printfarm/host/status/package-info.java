/**
 * What the farm knows of itself: how each service is ({@link org.printfarm.host.status.StatusBoard}), and what happened at
 * each printer ({@link org.printfarm.host.status.EventLog}), as log lines with fixed keys, counters and each peer's last
 * events. Knows {@link org.printfarm.api} and nothing else of the project.
 */
@NullMarked
package org.printfarm.host.status;

import org.jspecify.annotations.NullMarked;
