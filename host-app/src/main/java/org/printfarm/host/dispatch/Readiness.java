package org.printfarm.host.dispatch;

import java.util.Optional;
import java.util.Set;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.host.job.store.DispatchStore.MachineNote;

/** Whether a machine takes a job now, and why not. A function of what is known. */
final class Readiness {

    private Readiness() {}

    /**
     * Why a machine takes no job.
     *
     * @param id the machine's id, for the mend
     * @param kind what this kind of machine can do
     * @param status what it said last
     * @param note what people said about it
     * @param busyWith the job that it has from us
     * @return one line; empty when it takes one
     */
    static Optional<String> reason(
            String id, Set<Capability> kind, MachineStatus status, MachineNote note, Optional<String> busyWith) {
        if (note.paused().isPresent()) {
            return Optional.of("paused: " + note.paused().get());
        }
        if (busyWith.isPresent()) {
            return Optional.of("has job " + busyWith.get());
        }
        Optional<String> away = away(status);
        if (away.isPresent()) {
            return away;
        }
        if (!status.capabilities().contains(Capability.DELIVER)) {
            return Optional.of(fault(status, "takes no files now"));
        }
        if (!kind.contains(Capability.OBSERVE)) {
            return Optional.empty();
        }
        return rest(status)
                .or(() -> note.gate()
                        ? Optional.of("its plate is not confirmed clear: ./farm machines clear " + id)
                        : Optional.empty());
    }

    /** Why a machine that can tell what it does could not begin a print; empty when it could. */
    static Optional<String> rest(MachineStatus status) {
        if (status.connection() != Connection.ONLINE) {
            return away(status);
        }
        if (status.activity().isBusy()) {
            return Optional.of("prints something that did not come from here");
        }
        return status.activity().isAtRest() ? Optional.empty() : Optional.of("does not say what it does");
    }

    private static Optional<String> away(MachineStatus status) {
        return switch (status.connection()) {
            case ONLINE -> Optional.empty();
            case INITIALIZING -> Optional.of("was not reached yet");
            case OFFLINE -> Optional.of(fault(status, "is offline"));
            case UNKNOWN -> Optional.of(fault(status, "is silent"));
        };
    }

    private static String fault(MachineStatus status, String otherwise) {
        return status.faults().stream()
                .filter(fault -> fault.code() != MachineFault.Code.NOTICE)
                .map(MachineFault::text)
                .findFirst()
                .orElse(otherwise);
    }
}
