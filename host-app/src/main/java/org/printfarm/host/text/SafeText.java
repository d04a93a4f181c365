package org.printfarm.host.text;

import java.util.Locale;

/** Makes a stranger's text fit for a terminal: it can neither move the cursor nor turn the writing round nor fill memory. */
public final class SafeText {

    /** UTF-16 characters of a name that are kept. */
    public static final int NAME_LENGTH = 64;

    /** UTF-16 characters of a whole line that are kept. */
    private static final int LINE_LENGTH = 4_096;

    private SafeText() {}

    /**
     * A name: shows what cannot be shown as its number, and cuts what is too long.
     *
     * @param raw any text at all
     * @return at most {@value #NAME_LENGTH} characters of the text, with {@code \}{@code u001b} for an escape character
     */
    public static String name(String raw) {
        return cut(raw, NAME_LENGTH);
    }

    /**
     * A whole line, likewise.
     *
     * @param raw any text at all
     * @return at most 4,096 characters of the text
     */
    public static String line(String raw) {
        return cut(raw, LINE_LENGTH);
    }

    private static String cut(String raw, int length) {
        StringBuilder safe = new StringBuilder();
        int kept = Math.min(raw.length(), length);
        for (int i = 0; i < kept; ) {
            int codePoint = raw.codePointAt(i);
            i += Character.charCount(codePoint);
            if (canBeShown(codePoint)) {
                safe.appendCodePoint(codePoint);
            } else {
                safe.append(String.format(Locale.ROOT, codePoint > 0xffff ? "\\U%08x" : "\\u%04x", codePoint));
            }
        }
        return safe.toString();
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
