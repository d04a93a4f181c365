package org.printfarm.host.dispatch;

import java.util.Optional;
import java.util.Set;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.host.dispatch.match.Code;
import org.printfarm.host.dispatch.match.Finding;
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
     * @param busyWith the job that it has from us, and how far it is
     * @return one line; empty when it takes one
     */
    static Optional<Finding> reason(
            String id, Set<Capability> kind, MachineStatus status, MachineNote note, Optional<String> busyWith) {
        Optional<Finding> away = away(status);
        if (note.paused().isPresent()) {
            return found(Code.PAUSED, "paused: " + note.paused().get());
        }
        if (busyWith.isPresent()) {
            boolean isLost = away.isPresent() && status.connection() != Connection.INITIALIZING;
            return found(
                    Code.HAS_JOB,
                    "has " + busyWith.get() + (isLost ? "; " + away.get().text() : ""));
        }
        if (away.isPresent()) {
            return away;
        }
        if (!status.capabilities().contains(Capability.DELIVER)) {
            return found(Code.NO_FILES, fault(status, Code.NO_FILES));
        }
        if (!kind.contains(Capability.OBSERVE)) {
            return Optional.empty();
        }
        return rest(status)
                .or(() -> note.gate()
                        ? found(Code.PLATE, Code.PLATE.sentence() + ": ./farm machines clear " + id)
                        : Optional.empty());
    }

    /** Why a machine that can tell what it does could not begin a print; empty when it could. */
    static Optional<Finding> rest(MachineStatus status) {
        if (status.connection() != Connection.ONLINE) {
            return away(status);
        }
        if (status.activity().isBusy()) {
            return Optional.of(Finding.of(Code.FOREIGN_PRINT));
        }
        return status.activity().isAtRest() ? Optional.empty() : Optional.of(Finding.of(Code.STATE_UNKNOWN));
    }

    private static Optional<Finding> away(MachineStatus status) {
        return switch (status.connection()) {
            case ONLINE -> Optional.empty();
            case INITIALIZING -> Optional.of(Finding.of(Code.NOT_REACHED));
            case OFFLINE -> found(Code.OFFLINE, fault(status, Code.OFFLINE));
            case UNKNOWN -> found(Code.SILENT, fault(status, Code.SILENT));
        };
    }

    private static Optional<Finding> found(Code code, String text) {
        return Optional.of(new Finding(code, text));
    }

    private static String fault(MachineStatus status, Code otherwise) {
        return status.faults().stream()
                .filter(fault -> fault.code() != MachineFault.Code.NOTICE)
                .map(MachineFault::text)
                .findFirst()
                .orElse(otherwise.sentence());
    }
}
