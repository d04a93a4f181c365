package org.printfarm.bambu.model;

import java.util.Locale;
import java.util.Set;
import org.printfarm.api.driver.MachineFault;

/**
 * A number that a machine gives for what is wrong with it, as people read it on its screen. Source of the forms: protocol notes,
 * section 8; of the severity: the upper half of an HMS code is 1 fatal, 2 serious, 3 common, 4 information.
 *
 * @param text {@code 0500-0500-0001-0007} for an HMS, {@code 0500_4004} for a print error
 * @param stops whether a print does not go on with it
 */
public record ErrorCode(String text, boolean stops) {

    /** The machine checks who sends commands, and Developer Mode is off. */
    public static final String DEVELOPER_MODE_OFF = "0500-0500-0001-0007";

    private static final int LEAST_SEVERE_STOP = 2;
    /** A person ended the print: the number stays until the next one and stops nothing. */
    private static final Set<String> CANCELLED = Set.of("0300_400C", "0500_400E");

    /**
     * An entry of the list {@code hms}.
     *
     * @param attr 32 bits, from the wire
     * @param code 32 bits, from the wire
     * @return four groups of four digits
     */
    public static ErrorCode hms(long attr, long code) {
        String text = String.format(
                Locale.ROOT,
                "%04X-%04X-%04X-%04X",
                attr >> 16 & 0xFFFF,
                attr & 0xFFFF,
                code >> 16 & 0xFFFF,
                code & 0xFFFF);
        long severity = code >> 16 & 0xFFFF;
        return new ErrorCode(text, severity <= LEAST_SEVERE_STOP);
    }

    /**
     * The field {@code print_error}.
     *
     * @param number 32 bits, not 0
     * @return two groups of four digits
     */
    public static ErrorCode printError(long number) {
        String text = String.format(Locale.ROOT, "%04X_%04X", number >> 16 & 0xFFFF, number & 0xFFFF);
        return new ErrorCode(text, !CANCELLED.contains(text));
    }

    /**
     * The fault that people read.
     *
     * @return with the number, the part of the machine, and the mend where it is known
     */
    public MachineFault fault() {
        String part = MachineFamily.part(Integer.parseInt(text.substring(0, 2), 16))
                .map(word -> "from " + word)
                .orElse("of its own");
        String place = ErrorTexts.place(text).map(unit -> ", " + unit).orElse("");
        String meaning = ErrorTexts.of(text).map(known -> ": " + known).orElseGet(this::wayToLookUp);
        String sentence = "the machine reports " + (stops ? "an error " : "a message ") + part + place + " (" + text
                + ")" + meaning;
        return new MachineFault(stops ? MachineFault.Code.HARDWARE : MachineFault.Code.NOTICE, text, sentence);
    }

    private String wayToLookUp() {
        String searched = text.indexOf('_') < 0 ? "HMS_" + text : text;
        return "; its screen says more, and the maker's wiki (wiki.bambulab.com) when searched for " + searched;
    }
}
