package org.printfarm.bambu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.printfarm.api.driver.CheckStep;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.bambu.model.Faults;
import org.printfarm.bambu.upload.FtpsUpload;

/**
 * Tries each step of a print but its start: connection, certificate, login, what the machine says of itself, a small file that is
 * removed again, and a command that leaves its lamp as it is. One thread.
 */
final class MachineCheck {

    private static final List<String> WAY_IN = List.of("connection", "identity", "login");
    private static final String REST = "rest";
    private static final String ERRORS = "errors";
    private static final String STORAGE = "storage";
    private static final String UPLOAD = "upload";
    private static final String COMMAND = "command";

    private final FtpsUpload upload;
    private final Reach reach;
    private final Supplier<Optional<Boolean>> lit;
    private final Commander commander;

    /** Asks the machine how it is. */
    @FunctionalInterface
    interface Reach {
        MachineStatus now() throws InterruptedException;
    }

    /** Sends a command; false when the machine says nothing to it. */
    @FunctionalInterface
    interface Commander {
        boolean answers(MachineCommand command) throws DriverException;
    }

    MachineCheck(FtpsUpload upload, Reach reach, Supplier<Optional<Boolean>> lit, Commander commander) {
        this.upload = upload;
        this.reach = reach;
        this.lit = lit;
        this.commander = commander;
    }

    List<CheckStep> run() throws InterruptedException {
        MachineStatus status = reach.now();
        if (status.connection() != Connection.ONLINE) {
            return notReached(status);
        }
        List<CheckStep> steps =
                new ArrayList<>(WAY_IN.stream().map(CheckStep::passed).toList());
        steps.add(rest(status));
        steps.add(told(status, ERRORS, MachineFault.Code.HARDWARE));
        CheckStep storage = told(status, STORAGE, MachineFault.Code.NO_STORAGE);
        steps.add(storage);
        boolean fit = storage.fault().isEmpty() && !status.activity().isBusy();
        steps.add(fit ? upload() : CheckStep.skipped(UPLOAD));
        steps.add(command(status));
        return steps;
    }

    private static List<CheckStep> notReached(MachineStatus status) {
        List<CheckStep> steps = new ArrayList<>();
        MachineFault why =
                status.faults().isEmpty() ? Faults.linkLost() : status.faults().get(0);
        int failed = switch (why.code()) {
            case OTHER_SERIAL, PIN_CHANGED -> 1;
            case WRONG_CODE, TOO_MANY_CONNECTIONS -> 2;
            default -> 0;
        };
        for (int i = 0; i < WAY_IN.size(); i++) {
            String name = WAY_IN.get(i);
            steps.add(
                    i < failed
                            ? CheckStep.passed(name)
                            : i == failed ? CheckStep.failed(name, why) : CheckStep.skipped(name));
        }
        List.of(REST, ERRORS, STORAGE, UPLOAD, COMMAND).forEach(name -> steps.add(CheckStep.skipped(name)));
        return steps;
    }

    private static CheckStep rest(MachineStatus status) {
        return status.activity().isAtRest() ? CheckStep.passed(REST) : CheckStep.failed(REST, Faults.busy());
    }

    private static CheckStep told(MachineStatus status, String step, MachineFault.Code code) {
        return fault(status, code).map(fault -> CheckStep.failed(step, fault)).orElseGet(() -> CheckStep.passed(step));
    }

    private static Optional<MachineFault> fault(MachineStatus status, MachineFault.Code code) {
        return status.faults().stream().filter(fault -> fault.code() == code).findFirst();
    }

    private CheckStep upload() throws InterruptedException {
        try {
            upload.rehearse(RehearsalFile.order());
            return CheckStep.passed(UPLOAD);
        } catch (DriverException e) {
            return failed(UPLOAD, e);
        }
    }

    /** Models that do not tell whether Developer Mode is on show it by what they say to a command. */
    private CheckStep command(MachineStatus status) {
        Optional<MachineFault> notAllowed = fault(status, MachineFault.Code.START_NOT_ALLOWED);
        if (notAllowed.isPresent()) {
            return CheckStep.failed(COMMAND, notAllowed.get());
        }
        Optional<Boolean> lamp = lit.get();
        if (lamp.isEmpty()) {
            return CheckStep.skipped(COMMAND);
        }
        try {
            MachineCommand asItIs = lamp.get() ? MachineCommand.LIGHT_ON : MachineCommand.LIGHT_OFF;
            return commander.answers(asItIs) ? CheckStep.passed(COMMAND) : CheckStep.skipped(COMMAND);
        } catch (DriverException e) {
            return failed(COMMAND, e);
        }
    }

    private static CheckStep failed(String step, DriverException why) {
        return CheckStep.failed(step, new MachineFault(why.code(), "", String.valueOf(why.getMessage())));
    }
}
