package org.printfarm.mqtt.session;

import org.printfarm.api.Printer;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.service.PrinterMemory;
import org.printfarm.mqtt.message.Command;
import org.printfarm.mqtt.message.CommandHandler;
import org.printfarm.mqtt.message.CommandResult;
import org.printfarm.mqtt.message.CommandResult.Done;
import org.printfarm.mqtt.message.CommandResult.Refusal;
import org.printfarm.mqtt.message.CommandResult.Refused;
import org.printfarm.mqtt.message.MachineSettings;
import org.printfarm.mqtt.message.Request;
import org.printfarm.mqtt.message.StatusText;
import org.printfarm.mqtt.model.Hold;
import org.printfarm.mqtt.model.StatusReport;

/** What people set on one printer, and what they did to its print. Confined to the printer's thread. */
final class Panel {

    private static final String SERVICE = "mqtt";

    private final Printer printer;
    private final PrinterMemory memory;
    private final CommandHandler commands;
    private MachineSettings settings;
    private Hold hold = Hold.NONE;
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
     * @param phase what the printer is doing
     * @return whether it has happened
     */
    CommandResult carryOut(Request.Other request, PrintPhase phase) {
        if (request.section().equals("print") && isHold(request.command())) {
            return hold(request.command(), phase);
        }
        CommandResult result = commands.carryOut(settings, request);
        if (result instanceof Done done) {
            change(done.settings());
        }
        return result;
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

    /** A print that begins is held up by nobody. */
    void changed(PrintStatus status) {
        if (status.phase() == PrintPhase.PREPARE || status.phase() == PrintPhase.IDLE) {
            hold = Hold.NONE;
        }
    }

    /**
     * The status with all that is set.
     *
     * @param status what the printer is doing
     * @return its text
     */
    StatusText write(PrintStatus status) {
        return StatusText.of(StatusReport.of(printer, status, hold), settings);
    }

    private static boolean isHold(Command command) {
        return command == Command.PAUSE || command == Command.RESUME || command == Command.STOP;
    }

    private CommandResult hold(Command command, PrintPhase phase) {
        if (!isRunning(phase) || hold == Hold.STOPPED) {
            return new Refused(Refusal.NOT_PRINTING);
        }
        Hold next = command == Command.PAUSE ? Hold.PAUSED : command == Command.STOP ? Hold.STOPPED : Hold.NONE;
        changed |= next != hold;
        hold = next;
        return new Done(settings);
    }

    private boolean isRunning(PrintPhase phase) {
        return switch (phase) {
            case PREPARE, RUNNING -> true;
            case FINISH -> hold == Hold.PAUSED;
            case IDLE, FAILED -> false;
        };
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
