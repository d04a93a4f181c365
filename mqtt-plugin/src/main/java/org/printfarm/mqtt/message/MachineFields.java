package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus.Temperatures;
import org.printfarm.api.job.MachineReadings;

/** What a report says of the machine that its printer shows: how hot it is, and what is wrong with it. */
final class MachineFields {

    /** A print error and an HMS, as a driver writes the machine's own numbers. */
    private static final Pattern PRINT_ERROR = Pattern.compile("\\p{XDigit}{4}[_-]\\p{XDigit}{4}");

    private static final Pattern HMS = Pattern.compile("\\p{XDigit}{4}(-\\p{XDigit}{4}){3}");
    private static final int HALF_DIGITS = 8;
    private static final int HEX = 16;

    private MachineFields() {}

    static void fill(ObjectNode print, MachineReadings machine) {
        Temperatures hot = machine.temperatures();
        put(print, "nozzle_temper", hot.nozzle());
        put(print, "nozzle_target_temper", hot.nozzleTarget());
        put(print, "bed_temper", hot.bed());
        put(print, "bed_target_temper", hot.bedTarget());
        put(print, "chamber_temper", hot.chamber());
        ArrayNode list = StatusTree.array(print, "hms");
        for (MachineFault fault : machine.faults()) {
            String digits = fault.detail().replaceAll("[_-]", "");
            if (HMS.matcher(fault.detail()).matches()) {
                list.addObject()
                        .put("attr", Long.parseLong(digits.substring(0, HALF_DIGITS), HEX))
                        .put("code", Long.parseLong(digits.substring(HALF_DIGITS), HEX));
            } else if (PRINT_ERROR.matcher(fault.detail()).matches()) {
                print.put("print_error", Long.parseLong(digits, HEX));
            }
        }
    }

    private static void put(ObjectNode print, String name, OptionalDouble celsius) {
        if (celsius.isPresent() && print.has(name)) {
            print.put(name, celsius.getAsDouble());
        }
    }
}
