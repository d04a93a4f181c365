package org.printfarm.mqtt.message;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.printfarm.api.Printer;

/**
 * {@code gcode_line}: what lines of G-code set that a status shows, which is temperatures and fans. Older firmware is told of
 * both in no other way. Everything else is not executed. Source of the numbers: open slicers and LAN clients.
 */
final class GcodeLine {

    /** A letter and a number, as {@code S200}. */
    private static final Pattern WORD = Pattern.compile("([A-Z])\\s*(-?[0-9]{1,6})(?:\\.[0-9]*)?");

    private static final char COMMENT = ';';

    /** What a fan's {@code S} counts to. */
    private static final int FULL = 255;

    private static final int PERCENT = 100;
    private static final int PART_FAN = 1;

    private final Printer printer;
    private final ModelTable table;

    GcodeLine(Printer printer, ModelTable table) {
        this.printer = printer;
        this.table = table;
    }

    /** Follows all lines of a request; empty when one asks for what this printer cannot have. */
    Optional<MachineSettings> run(MachineSettings now, String lines) {
        Optional<MachineSettings> after = Optional.of(now);
        for (String line : lines.split("\n", -1)) {
            Map<Character, Integer> words = words(line);
            after = after.flatMap(settings -> run(settings, words));
        }
        return after;
    }

    private Optional<MachineSettings> run(MachineSettings now, Map<Character, Integer> words) {
        return switch (words.getOrDefault('M', -1)) {
            case 104, 109 ->
                heats(words)
                        ? TemperatureCommand.nozzle(
                                now, words.getOrDefault('T', now.extruder()), celsius(words), printer)
                        : Optional.of(now);
            case 140, 190 -> heats(words) ? TemperatureCommand.bed(now, celsius(words)) : Optional.of(now);
            case 141, 191 -> heats(words) ? TemperatureCommand.chamber(now, celsius(words), table) : Optional.of(now);
            case 106 -> fan(now, words, words.getOrDefault('S', FULL));
            case 107 -> fan(now, words, 0);
            default -> Optional.of(now);
        };
    }

    private Optional<MachineSettings> fan(MachineSettings now, Map<Character, Integer> words, int speed) {
        int within = Math.max(0, Math.min(FULL, speed));
        int percent = (within * PERCENT + FULL / 2) / FULL;
        return FanCommand.set(now, words.getOrDefault('P', PART_FAN), percent, table);
    }

    /** A command that waits for a temperature may name it with either letter. */
    static boolean heats(Map<Character, Integer> words) {
        return words.containsKey('S') || words.containsKey('R');
    }

    static OptionalInt celsius(Map<Character, Integer> words) {
        return OptionalInt.of(words.getOrDefault('S', words.getOrDefault('R', 0)));
    }

    /** The words of one line; a repeated letter counts as it came first. */
    static Map<Character, Integer> words(String line) {
        int comment = line.indexOf(COMMENT);
        Map<Character, Integer> words = new HashMap<>();
        Matcher matcher = WORD.matcher(comment < 0 ? line : line.substring(0, comment));
        while (matcher.find()) {
            words.putIfAbsent(matcher.group(1).charAt(0), Integer.parseInt(matcher.group(2)));
        }
        return words;
    }
}
