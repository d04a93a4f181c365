package org.printfarm.host.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestScheduler;
import org.printfarm.host.job.store.InboxFolder;

/** A process to be killed: takes a print request whose file has not come, prints what it decided, and waits. */
final class RequestingHost {

    private RequestingHost() {}

    /** The same printer in every process. */
    static Printer printer() {
        PrinterIdentity identity = new PrinterIdentity("01P00A000000001", PrinterModel.P1S, "Bay", "01.09.00.00");
        return TestPrinters.with("bay", identity, Loopback.of("127.0.0.1"));
    }

    /** Argument: the data folder. */
    public static void main(String[] args) throws IOException {
        FarmInbox inbox = FarmInbox.open(
                InboxFolder.of(Path.of(args[0])),
                InboxSettings.KEEP_ALL,
                JobRouting.NONE,
                Clock.systemUTC(),
                new TestScheduler());
        System.out.println(inbox.intakeOf(printer()).request(InboxBench.request("cube.3mf", Optional.empty())));
        System.in.read();
    }
}
