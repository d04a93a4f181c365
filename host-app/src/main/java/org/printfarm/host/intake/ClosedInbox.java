package org.printfarm.host.intake;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.printfarm.api.Registration;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.job.PrinterState;
import org.printfarm.api.job.Upload;

/** The inbox of a farm that has none yet: refuses every file and every request, so that nothing is acknowledged and lost. */
public final class ClosedInbox implements JobIntake, PrinterState {

    @Override
    public Upload open(String path, long maxBytes, InetAddress from) throws IntakeException {
        throw refusal();
    }

    @Override
    public void rename(String jobId, String path) throws IntakeException {
        throw refusal();
    }

    @Override
    public PrintDecision request(PrintRequest request) {
        return PrintDecision.REFUSED;
    }

    @Override
    public PrintStatus current() {
        return new PrintStatus(PrintPhase.IDLE, Optional.empty(), 0, 0);
    }

    @Override
    public Registration onChange(Consumer<PrintStatus> listener) {
        return () -> {};
    }

    private static IntakeException refusal() {
        return new IntakeException(IntakeException.Reason.STORAGE, "this farm takes no files");
    }
}
