package org.printfarm.host.text;

import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Makes a stranger's text fit for a terminal, a log line or a message: it can neither end the line nor move the cursor nor turn the
 * writing round nor fill memory.
 */
public final class SafeText {

    /** Characters of a name that are kept. */
    public static final int NAME_LENGTH = 64;

    /** Characters of a quotation that are kept. */
    public static final int QUOTED_LENGTH = 300;

    /** Characters of a whole line that are kept. */
    private static final int LINE_LENGTH = 4_096;

    private SafeText() {}

    /**
     * A name: shows what cannot be shown as its number, and cuts what is too long.
     *
     * @param raw any text at all
     * @return {@value #NAME_LENGTH} characters of the text at most, with {@code \\}{@code u001b} for an escape character
     */
    public static String name(String raw) {
        return shown(raw, NAME_LENGTH, SafeText::number);
    }

    /**
     * A whole line, likewise.
     *
     * @param raw any text at all
     * @return 4,096 characters of the text at most
     */
    public static String line(String raw) {
        return shown(raw, LINE_LENGTH, SafeText::number);
    }

    /**
     * A sentence, with {@code ?} in place of what cannot be shown, and {@code …} in place of what is too long.
     *
     * @param raw any text at all
     * @param length characters to keep
     */
    public static String sentence(String raw, int length) {
        String kept = shown(raw, length, codePoint -> "?");
        return raw.codePointCount(0, raw.length()) > length ? kept + "…" : kept;
    }

    /**
     * A sentence of {@value #QUOTED_LENGTH} characters at most, in quotation marks and without any of its own.
     *
     * @param raw any text at all
     */
    public static String quoted(String raw) {
        return '"' + sentence(raw, QUOTED_LENGTH).replace('"', '\'') + '"';
    }

    private static String shown(String raw, int length, IntFunction<String> otherwise) {
        StringBuilder safe = new StringBuilder(Math.min(raw.length(), length));
        raw.codePoints()
                .limit(length)
                .mapToObj(
                        codePoint -> canBeShown(codePoint) ? Character.toString(codePoint) : otherwise.apply(codePoint))
                .forEach(safe::append);
        return safe.toString();
    }

    private static String number(int codePoint) {
        return String.format(Locale.ROOT, codePoint > 0xffff ? "\\U%08x" : "\\u%04x", codePoint);
    }

    private static boolean canBeShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
