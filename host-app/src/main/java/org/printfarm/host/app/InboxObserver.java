package org.printfarm.host.app;

import java.util.List;
import java.util.Optional;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.Tray;
import org.printfarm.host.dispatch.MachineObserver;
import org.printfarm.host.event.ChangeFeed;
import org.printfarm.host.job.FarmInbox;

/** Tells the printers of the inbox what their machines do and have, and whoever watches that it is something else. */
record InboxObserver(FarmInbox inbox, ChangeFeed changes) implements MachineObserver {

    @Override
    public void saw(String machine, MachineStatus status, Optional<String> job, List<String> queued) {
        Routes.seen(status, job, queued).ifPresent(seen -> inbox.saw(machine, seen));
        changes.machine(machine, status, job.orElse(""), queued.size());
    }

    @Override
    public void loaded(String pool, List<Tray> trays) {
        inbox.loaded(pool);
    }
}
