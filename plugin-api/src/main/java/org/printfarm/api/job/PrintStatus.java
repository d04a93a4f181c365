package org.printfarm.api.job;

import java.util.Optional;

/**
 * What a printer is doing, at one moment. Immutable.
 *
 * @param phase where it is
 * @param request the request it is about; empty while {@link PrintPhase#IDLE}
 * @param progress how far it is; moves while {@link PrintPhase#RUNNING} and stays at its end in {@link PrintPhase#FINISH}
 * @param failure why it is {@link PrintPhase#FAILED}; empty in every other phase
 * @param machine what it shows of a machine; empty for a printer that shows none, or while nothing is known of it
 * @param storageFreeBytes room left for uploads
 * @param storageTotalBytes room in all
 * @since 1.0
 */
public record PrintStatus(
        PrintPhase phase,
        Optional<PrintRequest> request,
        PrintProgress progress,
        Optional<PrintFailure> failure,
        Optional<MachineReadings> machine,
        long storageFreeBytes,
        long storageTotalBytes) {

    /**
     * A printer that prints nothing.
     *
     * @param phase where it is
     * @param request the request it is about
     * @param storageFreeBytes room left for uploads
     * @param storageTotalBytes room in all
     */
    public PrintStatus(
            PrintPhase phase, Optional<PrintRequest> request, long storageFreeBytes, long storageTotalBytes) {
        this(
                phase,
                request,
                PrintProgress.NONE,
                Optional.empty(),
                Optional.empty(),
                storageFreeBytes,
                storageTotalBytes);
    }
}
