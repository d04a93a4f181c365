package org.printfarm.host.app;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.printfarm.api.Printer;
import org.printfarm.api.Scheduler;
import org.printfarm.api.farm.FarmContext;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.host.access.Caller;
import org.printfarm.host.access.Scope;
import org.printfarm.host.access.SignIn;
import org.printfarm.host.access.Trail;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.event.EventBus;
import org.printfarm.host.event.StatusBoard;
import org.printfarm.host.tls.FarmTls;

/**
 * Where services of the farm itself get what they serve.
 *
 * @param setup what the farm is by now
 * @param farm answers, whoever asks
 * @param intakes where a printer's uploads go
 * @param elsewhere which other host has a printer, by its id; empty when this one has it
 * @param senders keeps who sent a job
 * @param board how the services are
 * @param events what happens
 * @param scheduler for the services
 * @param tls issues their certificates
 * @param trail who did what
 * @param links the owner's links
 * @param signIn finds out who asks
 */
record FarmDesk(
        FarmSetup setup,
        Farm farm,
        Function<Printer, JobIntake> intakes,
        Function<String, Optional<String>> elsewhere,
        Senders senders,
        StatusBoard board,
        EventBus events,
        Scheduler scheduler,
        FarmTls tls,
        Trail trail,
        SignInLinks links,
        SignIn signIn) {

    /** Where it is kept who sent a job. */
    @FunctionalInterface
    interface Senders {
        void sent(String job, String sender) throws IOException;
    }

    /** What a service gets that reports its status there. */
    FarmContext context(Consumer<ServiceStatus> statuses) {
        return new FarmServiceContext(this, statuses);
    }

    /** The farm as a caller has it. */
    Farm farmOf(Caller caller) {
        return CallerFarm.of(farm, caller, this::reach, trail);
    }

    /** What a scope holds now. */
    Reach reach(Scope scope) {
        return Reach.of(scope, setup.config());
    }

    /** A printer by its id; empty where there is none, or none for the caller. */
    Optional<Printer> printer(Caller caller, String id) {
        return setup.config().printers().stream()
                .map(PrinterEntry::printer)
                .filter(printer -> printer.id().equals(id))
                .filter(printer -> reach(caller.scope()).printers().contains(id))
                .findFirst();
    }
}
