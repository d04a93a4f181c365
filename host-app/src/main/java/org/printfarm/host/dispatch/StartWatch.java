package org.printfarm.host.dispatch;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;

/**
 * What became of a print that a machine was told to begin, by what the machine says. It counts as begun only when the machine
 * names its number; a machine without Developer Mode is started by hand and then known by the print's name.
 *
 * @param task the number that the machine has to show
 * @param title what the print is called
 * @param before the number that it showed when the start was about to leave; empty when that is not known
 * @param faultsBefore the faults that it had then; empty when that is not known
 * @param patience how long it may give no sign
 * @param byHand whether a person presses Print
 */
record StartWatch(
        int task,
        String title,
        OptionalInt before,
        Optional<Set<MachineFault>> faultsBefore,
        Duration patience,
        boolean byHand) {

    /** How long a machine may give no sign of a print. Source: protocol notes, section 7. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** The same for those that take up to 210 s to leave FINISH. */
    static final Duration LONG_PATIENCE = Duration.ofMinutes(4);

    /** How much longer when it took the number and has not begun. */
    static final Duration AFTER_SIGN = Duration.ofMinutes(3);

    private static final Set<PrinterModel> SLOW = Set.of(PrinterModel.H2D, PrinterModel.H2D_PRO, PrinterModel.H2C);

    /** What is known of a print. */
    enum Kind {
        /** Nothing yet. */
        WAITING,
        /** It runs. */
        PRINTING,
        /** It is held. */
        PAUSED,
        /** It ended well. */
        DONE,
        /** It ended otherwise, or the machine reports an error instead of beginning. */
        FAILED,
        /** The machine prints something else. */
        OTHER,
        /** It cannot be known whether it began. */
        UNCONFIRMED
    }

    /**
     * What is known.
     *
     * @param reason the machine's fault in words
     */
    record Verdict(Kind kind, Optional<String> reason) {
        private static Verdict of(Kind kind) {
            return new Verdict(kind, Optional.empty());
        }
    }

    /** How long a model may give no sign. */
    static Duration patience(Optional<PrinterModel> model) {
        return model.filter(SLOW::contains).isPresent() ? LONG_PATIENCE : PATIENCE;
    }

    /** Begins to watch a start that is about to leave. */
    static StartWatch of(int task, String title, Duration patience, MachineStatus now) {
        return new StartWatch(
                task,
                title,
                now.taskId(),
                Optional.of(Set.copyOf(now.faults())),
                patience,
                !now.capabilities().contains(Capability.START));
    }

    /** Watches on after a restart, when nobody knows any more what the machine showed before. */
    static StartWatch resumed(int task, String title, Duration patience, boolean byHand) {
        return new StartWatch(task, title, OptionalInt.empty(), Optional.empty(), patience, byHand);
    }

    /**
     * Judges.
     *
     * @param status what the machine says
     * @param waited since the start left, or since the machine was asked again after a restart
     * @param begun whether it was seen to print
     */
    Verdict judge(MachineStatus status, Duration waited, boolean begun) {
        boolean online = status.connection() == MachineStatus.Connection.ONLINE;
        if (online && isOurs(status)) {
            Verdict ours = ours(status, begun || patience.compareTo(PATIENCE) <= 0 || waited.compareTo(patience) > 0);
            return ours.kind() == Kind.WAITING && waited.compareTo(patience.plus(AFTER_SIGN)) > 0
                    ? Verdict.of(Kind.UNCONFIRMED)
                    : ours;
        }
        boolean unknown = !online || status.activity() == MachineStatus.Activity.UNKNOWN;
        if (byHand || (begun && unknown)) {
            return Verdict.of(Kind.WAITING);
        }
        if (online && status.activity().isBusy() && isOther(status)) {
            return Verdict.of(Kind.OTHER);
        }
        Optional<String> error = online ? newError(status) : Optional.empty();
        if (error.isPresent()) {
            return new Verdict(Kind.FAILED, error);
        }
        return Verdict.of(waited.compareTo(patience) > 0 ? Kind.UNCONFIRMED : Kind.WAITING);
    }

    /** A machine that is slow to leave FINISH shows it with the new number before it begins. */
    private Verdict ours(MachineStatus status, boolean mayHaveEnded) {
        return switch (status.activity()) {
            case PREPARING, PRINTING -> Verdict.of(Kind.PRINTING);
            case PAUSED -> new Verdict(Kind.PAUSED, error(status));
            case FINISHED -> Verdict.of(mayHaveEnded ? Kind.DONE : Kind.WAITING);
            case FAILED ->
                mayHaveEnded || newError(status).isPresent()
                        ? new Verdict(Kind.FAILED, error(status))
                        : Verdict.of(Kind.WAITING);
            case IDLE, UNKNOWN -> Verdict.of(Kind.WAITING);
        };
    }

    /** The title has the number in it, and is all that tells a print that somebody started at the machine. */
    boolean isOurs(MachineStatus status) {
        return status.taskId().equals(OptionalInt.of(task))
                || status.title().filter(title::equals).isPresent();
    }

    /** Not when it still shows the number of the print before: state and number may come one after the other. */
    private boolean isOther(MachineStatus status) {
        return status.taskId().isPresent() && !status.taskId().equals(before);
    }

    private Optional<String> newError(MachineStatus status) {
        return status.faults().stream()
                .filter(fault -> fault.code() == MachineFault.Code.HARDWARE)
                .filter(fault ->
                        faultsBefore.filter(known -> !known.contains(fault)).isPresent())
                .map(StartWatch::words)
                .findFirst();
    }

    private static Optional<String> error(MachineStatus status) {
        return status.faults().stream()
                .filter(fault -> fault.code() == MachineFault.Code.HARDWARE)
                .map(StartWatch::words)
                .findFirst();
    }

    private static String words(MachineFault fault) {
        return fault.detail().isEmpty() ? fault.text() : fault.detail() + " " + fault.text();
    }
}
