package org.printfarm.host.service;

import java.net.SocketAddress;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.printfarm.api.Printer;
import org.printfarm.api.Scheduler;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrinterState;
import org.printfarm.api.service.Authenticator;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterMemory;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.api.service.ServiceStatus;

/** What one service gets. Passes everything on; any thread, also after the service was closed. */
record ServiceContext(
        Printer printer,
        ContextParts equipment,
        Scheduler scheduler,
        OwnProbes probes,
        BooleanSupplier lease,
        Consumer<ServiceStatus> statuses,
        Consumer<PrinterEvent> events)
        implements PrinterContext {

    @Override
    public PrinterTls tls() {
        return equipment.tls();
    }

    @Override
    public void report(ServiceStatus status) {
        statuses.accept(Objects.requireNonNull(status, "status"));
    }

    @Override
    public void publish(PrinterEvent event) {
        events.accept(event);
    }

    @Override
    public Authenticator logins() {
        return equipment.logins();
    }

    @Override
    public JobIntake intake() {
        return equipment.intake();
    }

    @Override
    public PrinterState state() {
        return equipment.state();
    }

    @Override
    public PrinterMemory memory() {
        return equipment.memory();
    }

    @Override
    public boolean isOwnProbe(SocketAddress peer) {
        return probes.contains(peer);
    }

    @Override
    public boolean mayAnswer() {
        return lease.getAsBoolean();
    }
}
