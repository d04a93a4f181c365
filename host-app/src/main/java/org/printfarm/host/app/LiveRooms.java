package org.printfarm.host.app;

import org.printfarm.api.Printer;
import org.printfarm.host.address.AddressKeeper;
import org.printfarm.host.auth.Authenticators;
import org.printfarm.host.auth.LoginCodes;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.dispatch.Dispatcher;
import org.printfarm.host.event.EventBus;
import org.printfarm.host.job.FarmInbox;
import org.printfarm.host.memory.PrinterMemories;
import org.printfarm.host.service.ContextParts;
import org.printfarm.host.service.ServiceRegistry;
import org.printfarm.host.tls.FarmTls;

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

    /** What the services of a printer share. */
    ContextParts equipment(Printer printer) {
        return new ContextParts(
                tls.of(printer),
                logins.forPrinter(printer),
                inbox.intakeOf(printer),
                inbox.stateOf(printer),
                memories.of(printer));
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
