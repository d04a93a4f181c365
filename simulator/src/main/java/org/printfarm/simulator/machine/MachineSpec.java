package org.printfarm.simulator.machine;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.printfarm.api.PrinterModel;

/**
 * What a machine is.
 *
 * @param id its name in the record
 * @param model which printer it is
 * @param serial 15 upper case letters and digits
 * @param address where it listens; one of 127.0.0.0/8
 * @param accessCode 8 letters and digits
 * @param mqttPort 1 to 65535
 * @param ftpsPort 1 to 65535
 * @param writeRate bytes a second that its storage takes, 1,024 or more
 * @param speed how much faster its clock runs than ours, 1 to 10,000
 * @param prepare how long a print prepares, by its clock
 * @param print how long a print runs, by its clock
 * @param storageBytes the size of its storage
 * @param reportBytes how large a whole report is at least, by fields that say nothing; 0 to 500,000
 * @param trays what is in its trays: {@code PLA #FF0000 GFA00}, or {@code empty}; four to a unit
 * @param faults what is wrong with it from the start
 */
public record MachineSpec(
        String id,
        PrinterModel model,
        String serial,
        InetAddress address,
        String accessCode,
        int mqttPort,
        int ftpsPort,
        int writeRate,
        int speed,
        Duration prepare,
        Duration print,
        long storageBytes,
        int reportBytes,
        List<String> trays,
        Set<Fault> faults) {

    /** How late {@link Fault#SLOW_REPLIES} makes a reply, by the machine's clock, s. */
    public static final int SLOW_REPLY_SECONDS = 20;

    private static final int MAX_REPORT_BYTES = 500_000;
    private static final Pattern SERIAL = Pattern.compile("[0-9A-Z]{15}");
    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z]{8}");

    /** Nobody reads an access code out of a log. */
    @Override
    public String toString() {
        return id + " (" + model.displayName() + ", " + serial + ", " + address.getHostAddress() + ")";
    }

    /**
     * A duration on the machine's clock, as it is on ours.
     *
     * @param its on its clock
     * @return shorter by its speed
     */
    public Duration ours(Duration its) {
        return its.dividedBy(speed);
    }

    /** A machine as it stands in the file. */
    public record Draft(
            String model,
            String serial,
            String address,
            @JsonProperty("access-code") String accessCode,
            @JsonProperty("mqtt-port") int mqttPort,
            @JsonProperty("ftps-port") int ftpsPort,
            @JsonProperty("write-rate") int writeRate,
            int speed,
            @JsonProperty("prepare-seconds") int prepareSeconds,
            @JsonProperty("print-seconds") int printSeconds,
            @JsonProperty("storage-bytes") long storageBytes,
            @JsonProperty("report-bytes") int reportBytes,
            List<String> trays,
            List<String> faults) {

        /** What counts where the file says nothing; empty where it must say what tells machines apart. */
        public static final Draft DEFAULTS = new Draft(
                PrinterModel.X1C.displayName(),
                "",
                "",
                "",
                8883,
                990,
                150_000,
                1,
                60,
                600,
                8L << 30,
                0,
                List.of(),
                List.of());

        /**
         * Checks and completes it.
         *
         * @param id the machine's id
         * @return the machine
         * @throws IllegalArgumentException with one sentence on what is wrong
         */
        public MachineSpec complete(String id) {
            check(SERIAL.matcher(serial).matches(), "serial: expected 15 upper case letters and digits");
            check(CODE.matcher(accessCode).matches(), "access-code: expected 8 letters and digits");
            check(speed >= 1 && speed <= 10_000, "speed: expected 1 to 10000");
            check(writeRate >= 1024, "write-rate: expected 1024 bytes a second or more");
            check(
                    reportBytes >= 0 && reportBytes <= MAX_REPORT_BYTES,
                    "report-bytes: expected 0 to " + MAX_REPORT_BYTES);
            Set<Fault> named = EnumSet.noneOf(Fault.class);
            faults.forEach(fault -> named.add(fault(fault)));
            return new MachineSpec(
                    id,
                    PrinterModel.find(model)
                            .orElseThrow(() -> new IllegalArgumentException("model: there is no " + model)),
                    serial,
                    loopback(address),
                    accessCode,
                    mqttPort,
                    ftpsPort,
                    writeRate,
                    speed,
                    Duration.ofSeconds(prepareSeconds),
                    Duration.ofSeconds(printSeconds),
                    storageBytes,
                    reportBytes,
                    List.copyOf(trays),
                    named);
        }

        private static Fault fault(String word) {
            try {
                return Fault.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("faults: there is no " + word, e);
            }
        }

        private static InetAddress loopback(String text) {
            try {
                check(text.startsWith("127."), "address: expected one of 127.0.0.0/8");
                return InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("address: expected one of 127.0.0.0/8", e);
            }
        }

        private static void check(boolean sound, String mistake) {
            if (!sound) {
                throw new IllegalArgumentException(mistake);
            }
        }
    }
}
