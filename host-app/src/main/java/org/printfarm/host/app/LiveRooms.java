package org.printfarm.host.app;

import java.util.HashSet;
import java.util.Set;
import org.printfarm.api.Printer;
import org.printfarm.host.address.AddressKeeper;
import org.printfarm.host.auth.Authenticators;
import org.printfarm.host.auth.LoginCodes;
import org.printfarm.host.cluster.Group;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.dispatch.DispatchException;
import org.printfarm.host.dispatch.Dispatcher;
import org.printfarm.host.event.EventBus;
import org.printfarm.host.event.FarmChange;
import org.printfarm.host.job.FarmInbox;
import org.printfarm.host.memory.PrinterMemories;
import org.printfarm.host.service.ContextParts;
import org.printfarm.host.service.ServiceRegistry;
import org.printfarm.host.tls.FarmTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rooms of a running farm that a reload goes through. */
record LiveRooms(
        FarmTls tls,
        Authenticators logins,
        FarmInbox inbox,
        Routes routes,
        Dispatcher dispatcher,
        PrinterMemories memories,
        EventBus events,
        AddressKeeper addresses,
        ServiceRegistry registry) {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRooms.class);

    /** What the services of a printer share. */
    ContextParts equipment(Printer printer) {
        return new ContextParts(
                tls.of(printer),
                logins.forPrinter(printer),
                inbox.intakeOf(printer),
                inbox.stateOf(printer),
                memories.of(printer));
    }

    /** Takes over what waits at printers that this host has from now on, and leaves to others what waits at those that it had. */
    void own(FarmPlan before, FarmPlan now) {
        Set<String> left = new HashSet<>(before.ownPrinters());
        left.removeAll(now.ownPrinters());
        Set<String> taken = new HashSet<>(now.ownPrinters());
        taken.removeAll(before.ownPrinters());
        left.forEach(inbox::leave);
        inbox.take(taken);
        left.forEach(printer -> events.changed(FarmChange.Kind.CHANGED, printer, "", "OWNER_LEFT"));
        taken.forEach(printer -> events.changed(FarmChange.Kind.CHANGED, printer, "", "OWNER_TAKEN"));
        if (!left.isEmpty() || !taken.isEmpty()) {
            LOG.info(
                    "hosts=changed taken={} left={} printers={}",
                    taken,
                    left,
                    now.ownPrinters().size());
        }
    }

    /** Whether nobody sends a file to such a printer, and no such machine has a job; names as in {@link Group}. */
    boolean areIdle(Set<String> names) {
        try {
            return names.stream()
                            .filter(name -> name.startsWith(Group.PRINTER))
                            .allMatch(name -> inbox.isIdle(name.substring(Group.PRINTER.length())))
                    && dispatcher.machines().stream()
                            .filter(report -> names.contains(
                                    Group.MACHINE + report.machine().entry().id()))
                            .allMatch(report -> report.job().isEmpty());
        } catch (DispatchException e) {
            return false;
        }
    }

    /** Lets a printer be logged in to as its entry says. */
    void admit(PrinterEntry entry) {
        logins.change(
                entry.printer().id(),
                new LoginCodes(
                        entry.printer().accessCode(),
                        entry.formerCode().map(former -> new LoginCodes.Former(former.code(), former.until()))));
    }
}
