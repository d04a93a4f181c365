package org.printfarm.bambu.upload;

import java.io.IOException;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineFault.Code;
import org.printfarm.bambu.model.Faults;
import org.printfarm.bambu.trust.MachineTrust;

/** What trouble of an upload means for the operator. Pure. */
final class UploadFaults {

    private static final int NO_SESSION = 522;
    private static final int NOT_CREATED = 553;
    private static final int NOT_TAKEN = 550;

    private UploadFaults() {}

    static DriverException refused(FtpReply reply) {
        return switch (reply.code()) {
            case NOT_CREATED ->
                new DriverException(Code.NO_STORAGE, Faults.noStorage().text(), false);
            case 451, 452, 552 ->
                new DriverException(
                        Code.STORAGE_FULL,
                        "the machine cannot write the file: its storage is full or failing; make room on it",
                        false);
            case NO_SESSION ->
                new DriverException(
                        Code.DATA_CHANNEL,
                        "the machine wants the TLS session of the login on its data connection and did not get it (522): run"
                                + " the farm with -Djdk.tls.client.enableSessionTicketExtension=false",
                        false);
            case 425, 426 -> broken();
            case NOT_TAKEN ->
                new DriverException(
                        Code.NO_STORAGE,
                        "the machine does not take the file (550): is its storage there, and not write-protected?",
                        false);
            default ->
                new DriverException(
                        Code.TRANSFER, "the machine does not take the file (FTP reply " + reply.code() + ")", true);
        };
    }

    static DriverException broken() {
        return new DriverException(Code.TRANSFER, "the transfer broke off before the machine had the whole file", true);
    }

    static DriverException ended(UploadWatch.End why) {
        return why == UploadWatch.End.STALLED
                ? new DriverException(Code.TRANSFER, "the machine took nothing of the file for 90 s", true)
                : new DriverException(Code.TRANSFER, "the transfer took longer than 25 KiB/s would", true);
    }

    static DriverException dataHangs() {
        return new DriverException(
                Code.DATA_CHANNEL,
                "the machine's data connection does not answer to TLS: switch the machine off and on, and look for newer"
                        + " firmware",
                true);
    }

    static DriverException notRemoved(String fileName) {
        return new DriverException(
                Code.TRANSFER,
                "the machine took the file " + fileName + " and does not remove it: remove it at its screen",
                true);
    }

    static DriverException unreadable() {
        return new DriverException(Code.INTERNAL, "the stored file of the job cannot be read whole", false);
    }

    static DriverException notReached(IOException trouble, FtpsTarget target) {
        MachineFault fault =
                MachineTrust.distrust(trouble).orElseGet(() -> Faults.unreachable(target.address(), target.port()));
        return new DriverException(fault.code(), fault.text(), fault.code() == Code.UNREACHABLE);
    }
}
