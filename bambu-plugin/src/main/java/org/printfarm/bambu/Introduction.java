package org.printfarm.bambu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;

/**
 * What a machine is and can do, in sentences for people.
 *
 * @param firmware as the machine writes it; empty while it was not told
 * @param takesCommands whether it is known to take commands over the LAN: it says so, or it followed one
 */
record Introduction(Optional<String> firmware, boolean takesCommands) {

    /** Of a machine that is online and looks so. */
    List<String> sentences(MachineStatus status) {
        List<String> sentences = new ArrayList<>();
        firmware.ifPresent(version -> sentences.add("firmware " + version));
        sentences.add(told(status, MachineFault.Code.START_NOT_ALLOWED)
                .orElse(
                        takesCommands
                                ? "Developer Mode is on: prints are started from here"
                                : "it does not tell whether Developer Mode is on"));
        sentences.add(told(status, MachineFault.Code.NO_STORAGE).orElse("its storage is in order"));
        return sentences;
    }

    private static Optional<String> told(MachineStatus status, MachineFault.Code code) {
        return status.faults().stream()
                .filter(fault -> fault.code() == code)
                .map(MachineFault::text)
                .findFirst();
    }
}
