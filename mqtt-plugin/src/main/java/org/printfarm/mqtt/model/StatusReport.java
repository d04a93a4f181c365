package org.printfarm.mqtt.model;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.Printer;
import org.printfarm.api.job.PrintStatus;

/**
 * A full status of one printer, without its sequence number.
 *
 * @param job the job
 * @param heat temperatures
 * @param motion fans and speed
 * @param machine what the machine is made of
 * @param storage room for uploads
 * @param net the address to upload to
 * @param filament filament
 * @param attachments all that stands in a box of its own
 * @param dualNozzle both nozzles, for models that have two
 */
public record StatusReport(
        JobFields job,
        HeatFields heat,
        MotionFields motion,
        MachineFields machine,
        Storage storage,
        Net net,
        Filament filament,
        Attachments attachments,
        Optional<DualNozzle> dualNozzle) {

    /**
     * Room for uploads.
     *
     * @param free bytes
     * @param total bytes
     */
    public record Storage(long free, long total) {}

    /**
     * Where a slicer uploads to: this overrides the address that it found by itself.
     *
     * @param info one entry
     */
    public record Net(List<Interface> info) {}

    /**
     * One network interface.
     *
     * @param ip the IPv4 address as an unsigned number, its first byte in the lowest bits
     */
    public record Interface(long ip) {}

    /**
     * The report that follows from the configuration and from what the host says.
     *
     * @param printer who reports
     * @param status what it is doing
     * @return a full report
     */
    public static StatusReport of(Printer printer, PrintStatus status) {
        ModelTraits traits = ModelTraits.of(printer.identity().model());
        return new StatusReport(
                JobFields.of(status),
                HeatFields.cold(),
                MotionFields.resting(),
                MachineFields.of(traits),
                new Storage(status.storageFreeBytes(), status.storageTotalBytes()),
                new Net(List.of(new Interface(littleEndian(printer.advertisedAddress())))),
                Filament.external(traits.nozzles()),
                Attachments.none(),
                traits.nozzles() > 1 ? Optional.of(DualNozzle.of(traits)) : Optional.empty());
    }

    private static long littleEndian(Inet4Address address) {
        byte[] bytes = address.getAddress();
        long number = 0;
        for (int index = bytes.length - 1; index >= 0; index--) {
            number = (number << Byte.SIZE) | Byte.toUnsignedInt(bytes[index]);
        }
        return number;
    }
}
