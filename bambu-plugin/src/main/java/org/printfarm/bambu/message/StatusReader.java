package org.printfarm.bambu.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.api.driver.MachineStatus.Progress;
import org.printfarm.bambu.model.ErrorCode;
import org.printfarm.bambu.model.Faults;

/** Reads a {@link ReportTree} as a status. Pure; a value of the wrong kind counts as one that was not told. */
public final class StatusReader {

    /** Bit 29 of {@code fun}: commands have to be signed, Developer Mode is off. */
    private static final long SIGNED_COMMANDS = 1L << 29;

    /** Bits 8 and 9 of {@code home_flag}: 0 for no storage, 1 for one that is in order. */
    private static final int STORAGE_SHIFT = 8;

    private static final int STORAGE_MASK = 3;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int TITLE_LIMIT = 256;

    /** More than any machine lists; the rest of a longer list is not looked at. */
    private static final int HMS_LIMIT = 32;

    private StatusReader() {}

    /**
     * What a machine that answers is like.
     *
     * @param tree what it said
     * @param connection whether it was heard lately
     * @param startRefused whether it refused a start on this connection because Developer Mode is off
     * @return its status
     */
    public static MachineStatus read(ReportTree tree, Connection connection, boolean startRefused) {
        JsonNode print = tree.print();
        List<MachineFault> faults = new ArrayList<>();
        Optional<MachineFault> notAllowed = startNotAllowed(print, startRefused);
        notAllowed.ifPresent(faults::add);
        boolean stores = hasStorage(print);
        if (!stores) {
            faults.add(Faults.noStorage());
        }
        errors(print).stream()
                .filter(error -> !error.text().equals(ErrorCode.DEVELOPER_MODE_OFF))
                .map(ErrorCode::fault)
                .forEach(faults::add);
        return new MachineStatus(
                connection,
                activity(print),
                taskId(print),
                title(print),
                progress(print),
                PartsReader.temperatures(print),
                TrayReader.trays(print),
                PartsReader.nozzles(print),
                freeBytes(print),
                faults,
                capabilities(stores, notAllowed.isEmpty()));
    }

    /**
     * Whether the lamp of the chamber is on.
     *
     * @param tree what the machine said
     * @return empty when it says nothing of one
     */
    public static Optional<Boolean> isLit(ReportTree tree) {
        return PartsReader.isLit(tree.print());
    }

    private static Activity activity(JsonNode print) {
        return switch (print.path("gcode_state").asText()) {
            case "IDLE" -> Activity.IDLE;
            case "PREPARE", "SLICING" -> Activity.PREPARING;
            case "RUNNING" -> Activity.PRINTING;
            case "PAUSE" -> Activity.PAUSED;
            case "FINISH" -> Activity.FINISHED;
            case "FAILED" -> Activity.FAILED;
            default -> Activity.UNKNOWN;
        };
    }

    /**
     * Whether the machine says that it takes no commands that are not signed.
     *
     * @param tree what it said
     * @return true when an HMS tells so
     */
    public static boolean tellsDeveloperModeOff(ReportTree tree) {
        return tellsDeveloperModeOff(tree.print());
    }

    private static boolean tellsDeveloperModeOff(JsonNode print) {
        return errors(print).stream().anyMatch(error -> error.text().equals(ErrorCode.DEVELOPER_MODE_OFF));
    }

    private static Optional<MachineFault> startNotAllowed(JsonNode print, boolean startRefused) {
        if (startRefused || tellsDeveloperModeOff(print)) {
            return Optional.of(Faults.startNotAllowed(ErrorCode.DEVELOPER_MODE_OFF));
        }
        return (bits(print.path("fun")) & SIGNED_COMMANDS) == 0
                ? Optional.empty()
                : Optional.of(Faults.startNotAllowed(""));
    }

    private static Set<Capability> capabilities(boolean stores, boolean mayStart) {
        Set<Capability> can = EnumSet.of(Capability.OBSERVE);
        if (stores) {
            can.add(Capability.DELIVER);
        }
        if (mayStart) {
            can.add(Capability.CONTROL);
        }
        if (stores && mayStart) {
            can.add(Capability.START);
        }
        return can;
    }

    /** A machine that tells neither way is taken to have some: uploads say when it has none. */
    private static boolean hasStorage(JsonNode print) {
        JsonNode card = print.path("sdcard");
        if ((card.isBoolean() && card.asBoolean()) || card.asText().equals("HAS_SDCARD_NORMAL")) {
            return true;
        }
        JsonNode flags = print.path("home_flag");
        if (flags.isIntegralNumber()) {
            return (flags.asLong() >> STORAGE_SHIFT & STORAGE_MASK) == 1;
        }
        return card.isMissingNode();
    }

    private static List<ErrorCode> errors(JsonNode print) {
        List<ErrorCode> errors = new ArrayList<>();
        for (JsonNode entry : print.path("hms")) {
            if (errors.size() < HMS_LIMIT) {
                errors.add(ErrorCode.hms(
                        entry.path("attr").asLong(), entry.path("code").asLong()));
            }
        }
        long number = print.path("print_error").asLong();
        if (number != 0) {
            errors.add(ErrorCode.printError(number));
        }
        return errors;
    }

    private static OptionalInt taskId(JsonNode print) {
        long id = print.path("task_id").asLong(0);
        return id >= 1 && id <= Integer.MAX_VALUE ? OptionalInt.of((int) id) : OptionalInt.empty();
    }

    private static Optional<String> title(JsonNode print) {
        String title = CONTROL.matcher(print.path("subtask_name").asText(""))
                .replaceAll(" ")
                .strip();
        return Optional.of(title.length() <= TITLE_LIMIT ? title : title.substring(0, TITLE_LIMIT))
                .filter(text -> !text.isEmpty());
    }

    private static Progress progress(JsonNode print) {
        JsonNode remaining = print.path("mc_remaining_time");
        return new Progress(
                Math.max(0, Math.min(100, print.path("mc_percent").asInt(0))),
                Math.max(0, print.path("layer_num").asInt(0)),
                Math.max(0, print.path("total_layer_num").asInt(0)),
                remaining.isMissingNode() ? OptionalInt.empty() : OptionalInt.of(Math.max(0, remaining.asInt(0))));
    }

    private static OptionalLong freeBytes(JsonNode print) {
        JsonNode free = print.path("storage").path("free");
        return free.isIntegralNumber() && free.asLong() >= 0 ? OptionalLong.of(free.asLong()) : OptionalLong.empty();
    }

    /** A number, or hexadecimal digits. */
    private static long bits(JsonNode field) {
        if (field.isIntegralNumber()) {
            return field.asLong();
        }
        try {
            return Long.parseUnsignedLong(field.asText("0"), 16);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
