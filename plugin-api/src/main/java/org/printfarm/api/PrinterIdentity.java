package org.printfarm.api;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Who a printer says it is: the same in detect, discovery, status and certificates.
 *
 * <p>The constructor refuses what no protocol could carry, so a service need not check again.
 *
 * @param serial 15 characters, {@code A-Z} and {@code 0-9}
 * @param model the model, which gives the wire code
 * @param name what the slicer shows: 1 to 64 characters of well-formed Unicode, no control characters, no line or paragraph
 *     separators
 * @param firmware four groups of two digits, for instance {@code 01.09.00.00}
 * @since 1.0
 */
public record PrinterIdentity(String serial, PrinterModel model, String name, String firmware) {

    /** Characters in a serial. */
    public static final int SERIAL_LENGTH = 15;

    /** The longest name, in UTF-16 characters: keeps a detect reply and an announcement far below their limits. */
    public static final int MAX_NAME_LENGTH = 64;

    private static final Pattern SERIAL = Pattern.compile("[A-Z0-9]{" + SERIAL_LENGTH + "}");
    private static final Pattern FIRMWARE = Pattern.compile("[0-9]{2}(\\.[0-9]{2}){3}");

    /**
     * Checks every part.
     *
     * @param serial see above
     * @param model see above
     * @param name see above
     * @param firmware see above
     * @throws IllegalArgumentException naming the part that is wrong and what is expected of it
     */
    public PrinterIdentity {
        if (!isSerial(serial)) {
            throw new IllegalArgumentException("serial: expected 15 characters of A-Z and 0-9");
        }
        if (!isName(name)) {
            throw new IllegalArgumentException("name: expected 1 to 64 characters without control characters");
        }
        if (!isFirmware(firmware)) {
            throw new IllegalArgumentException("firmware: expected four groups of two digits, like 01.09.00.00");
        }
    }

    /**
     * Whether a text can be a serial.
     *
     * @param text any text
     * @return true when it has 15 characters of {@code A-Z} and {@code 0-9}
     */
    public static boolean isSerial(String text) {
        return SERIAL.matcher(text).matches();
    }

    /**
     * Whether a text can be a firmware version.
     *
     * @param text any text
     * @return true when it looks like {@code 01.09.00.00}
     */
    public static boolean isFirmware(String text) {
        return FIRMWARE.matcher(text).matches();
    }

    /**
     * Whether a text can be a printer's name.
     *
     * @param text any text
     * @return true when it has 1 to 64 characters, all of them well formed and none of them a control character or a line
     *     or paragraph separator, and not only blanks
     */
    public static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= MAX_NAME_LENGTH
                && StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && text.codePoints().noneMatch(PrinterIdentity::breaksLines);
    }

    private static boolean breaksLines(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
