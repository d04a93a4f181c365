package org.printfarm.ftp;

import java.net.SocketAddress;
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

/** A context that is like another one but for its intake. */
record OtherIntake(PrinterContext base, JobIntake intake) implements PrinterContext {

    @Override
    public Printer printer() {
        return base.printer();
    }

    @Override
    public PrinterTls tls() {
        return base.tls();
    }

    @Override
    public void report(ServiceStatus status) {
        base.report(status);
    }

    @Override
    public void publish(PrinterEvent event) {
        base.publish(event);
    }

    @Override
    public Scheduler scheduler() {
        return base.scheduler();
    }

    @Override
    public Authenticator logins() {
        return base.logins();
    }

    @Override
    public PrinterState state() {
        return base.state();
    }

    @Override
    public PrinterMemory memory() {
        return base.memory();
    }

    @Override
    public boolean isOwnProbe(SocketAddress peer) {
        return base.isOwnProbe(peer);
    }

    @Override
    public boolean mayAnswer() {
        return base.mayAnswer();
    }
}
