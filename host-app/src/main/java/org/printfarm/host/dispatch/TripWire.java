package org.printfarm.host.dispatch;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineFault.Code;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Connection;

/** Notices when something happens to a machine that its pools may want somebody to look at. One thread. */
final class TripWire {

    private static final Set<Code> FAULTS = EnumSet.of(Code.HARDWARE, Code.PIN_CHANGED, Code.OTHER_SERIAL);

    private Seen seen = new Seen(Optional.empty(), false);

    /**
     * What was seen so far.
     *
     * @param trouble the last time
     * @param isKnown whether it was ever online
     */
    private record Seen(Optional<String> trouble, boolean isKnown) {}

    /**
     * What has happened just now.
     *
     * @param status what it says
     * @param ours whether what it does is ours
     * @return one line; empty when nothing has happened since the last call
     */
    Optional<String> happened(MachineStatus status, boolean ours) {
        Optional<String> now = trouble(status, ours);
        boolean isNew = now.isPresent() && !now.equals(seen.trouble);
        seen = new Seen(now, seen.isKnown || status.connection() == Connection.ONLINE);
        return isNew ? now : Optional.empty();
    }

    private Optional<String> trouble(MachineStatus status, boolean ours) {
        Optional<String> fault = status.faults().stream()
                .filter(one -> FAULTS.contains(one.code()))
                .map(TripWire::words)
                .findFirst();
        if (fault.isPresent()) {
            return fault;
        }
        if (seen.isKnown && (status.connection() == Connection.OFFLINE || status.connection() == Connection.UNKNOWN)) {
            return Optional.of("its link was lost");
        }
        return status.activity().isBusy() && !ours
                ? Optional.of("it printed something that did not come from here")
                : Optional.empty();
    }

    private static String words(MachineFault fault) {
        return fault.detail().isEmpty() ? fault.text() : fault.detail() + " " + fault.text();
    }
}
