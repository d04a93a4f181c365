package org.printfarm.mqtt.model;

import java.util.Optional;
import org.printfarm.api.Printer;
import org.printfarm.api.job.MachineReadings;
import org.printfarm.api.job.PrintStatus;

/**
 * What a full status of one printer follows from, beside what its model always says and what people set on it.
 *
 * @param printer who reports
 * @param job what it is printing
 * @param machine what it shows of a machine; empty for none
 * @param storageFreeBytes room left for uploads
 * @param storageTotalBytes room in all
 */
public record StatusReport(
        Printer printer,
        JobFields job,
        Optional<MachineReadings> machine,
        long storageFreeBytes,
        long storageTotalBytes) {

    /**
     * The report that follows from the configuration and from what the host says.
     *
     * @param printer who reports
     * @param status what it is doing
     * @return a full report
     */
    public static StatusReport of(Printer printer, PrintStatus status) {
        return new StatusReport(
                printer, JobFields.of(status), status.machine(), status.storageFreeBytes(), status.storageTotalBytes());
    }
}
