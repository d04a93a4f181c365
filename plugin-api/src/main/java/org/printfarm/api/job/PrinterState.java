package org.printfarm.api.job;

import java.util.function.Consumer;
import org.printfarm.api.Registration;
import org.printfarm.api.annotation.HostProvided;

/**
 * What one printer is doing, for the service that reports it. Provided by the host; any thread.
 *
 * @since 1.0
 */
@HostProvided
public interface PrinterState {

    /**
     * How it is now.
     *
     * @return a snapshot; cheap
     */
    PrintStatus current();

    /**
     * Asks to be told of every change of phase or request, in order, once each. The listener returns within milliseconds
     * and never blocks; it is called on a thread of the host, or on the one that called {@link JobIntake#request}.
     *
     * @param listener gets the new status
     * @return closes to end it
     */
    Registration onChange(Consumer<PrintStatus> listener);
}
