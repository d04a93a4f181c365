/**
 * What the farm knows of itself: how each service is ({@link org.printfarm.host.event.StatusBoard}), and what happened at
 * each printer. {@link org.printfarm.host.event.EventBus} brings that to log lines with fixed keys ({@link
 * org.printfarm.host.event.EventLog}), to counters, to each peer's last events ({@link
 * org.printfarm.host.event.PeerTimelines}), and to whoever reads them at a pace of its own. Knows {@link org.printfarm.api} and
 * nothing else of the project.
 */
@NullMarked
package org.printfarm.host.event;

import org.jspecify.annotations.NullMarked;
