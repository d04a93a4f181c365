package org.printfarm.mqtt.session;

import java.util.List;
import java.util.Optional;
import org.printfarm.api.Printer;
import org.printfarm.api.driver.MachineSetting;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.service.PrinterMemory;
import org.printfarm.mqtt.message.CommandHandler;
import org.printfarm.mqtt.message.CommandResult;
import org.printfarm.mqtt.message.CommandResult.Done;
import org.printfarm.mqtt.message.CommandResult.Refusal;
import org.printfarm.mqtt.message.CommandResult.Refused;
import org.printfarm.mqtt.message.MachineSettings;
import org.printfarm.mqtt.message.PanelReader;
import org.printfarm.mqtt.message.Request;
import org.printfarm.mqtt.message.StatusText;
import org.printfarm.mqtt.model.StatusReport;

/** What people set on one printer. Confined to the printer's thread. */
final class Panel {

    private static final String SERVICE = "mqtt";

    private final Printer printer;
    private final PrinterMemory memory;
    private final CommandHandler commands;
    private MachineSettings settings;
    private Optional<PrintStatus> shown = Optional.empty();
    private boolean changed;

    Panel(Printer printer, PrinterMemory memory) {
        this.printer = printer;
        this.memory = memory;
        this.commands = new CommandHandler(printer);
        this.settings = memory.read(SERVICE)
                .map(kept -> MachineSettings.restored(kept, printer.loadout()))
                .orElseGet(MachineSettings::none);
    }

    /**
     * Carries out a command.
     *
     * @param request which
     * @return whether it has happened
     */
    CommandResult carryOut(Request.Other request) {
        if (CommandHandler.isAboutFilament(request)
                && shown.flatMap(PrintStatus::machine)
                        .filter(machine -> !machine.trays().isEmpty())
                        .isPresent()) {
            return new Refused(Refusal.OF_THE_MACHINE);
        }
        CommandResult result = commands.carryOut(settings, request);
        if (result instanceof Done done) {
            change(done.settings());
        }
        return result;
    }

    /**
     * What a command sets at the machine that the printer shows.
     *
     * @param request which
     * @return empty when no machine is shown, the command is none of a panel, or the printer itself refuses it; an empty list when
     *     it cannot be passed on
     */
    Optional<List<MachineSetting>> forMachine(Request.Other request) {
        boolean mirrors = shown.flatMap(PrintStatus::machine).isPresent();
        return mirrors && commands.carryOut(settings, request) instanceof Done
                ? PanelReader.read(request)
                : Optional.empty();
    }

    /**
     * What became of a command to the print.
     *
     * @param done whether the host did it
     * @return the same, for the answer
     */
    CommandResult controlled(boolean done) {
        return done ? new Done(settings) : new Refused(Refusal.NOT_PRINTING);
    }

    /**
     * Whether the status reads otherwise than when this was asked last.
     *
     * @return true once after each change
     */
    boolean takeChange() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /**
     * The status with all that is set.
     *
     * @param status what the printer is doing
     * @return its text
     */
    StatusText write(PrintStatus status) {
        if (!isSameFailure(status)) {
            settings = settings.withError();
        }
        shown = Optional.of(status);
        return StatusText.of(StatusReport.of(printer, status), settings);
    }

    /** Whoever wiped away what went wrong meant the print that was shown then. */
    private boolean isSameFailure(PrintStatus status) {
        return status.phase() == PrintPhase.FAILED
                && shown.filter(before -> before.phase() == PrintPhase.FAILED
                                && before.request().equals(status.request()))
                        .isPresent();
    }

    private void change(MachineSettings next) {
        if (next == settings) {
            return;
        }
        changed = true;
        boolean keep = !next.keepsTheSame(settings);
        settings = next;
        if (keep) {
            memory.write(SERVICE, settings.kept(printer.loadout()));
        }
    }
}
