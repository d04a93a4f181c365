package org.printfarm.api.job;

import java.util.Optional;

/**
 * What a printer is doing, at one moment. Immutable.
 *
 * @param phase where it is
 * @param request the request it is about; empty while {@link PrintPhase#IDLE}
 * @param storageFreeBytes room left for uploads
 * @param storageTotalBytes room in all
 */
public record PrintStatus(
        PrintPhase phase, Optional<PrintRequest> request, long storageFreeBytes, long storageTotalBytes) {}
