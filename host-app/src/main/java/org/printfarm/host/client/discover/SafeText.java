package org.printfarm.host.client.discover;

import java.util.Locale;

/** Makes a stranger's text fit for a terminal: it can neither move the cursor nor turn the writing round nor fill memory. */
final class SafeText {

    /** UTF-16 characters that are kept. As long as a name may be. */
    static final int MAX_LENGTH = 64;

    private SafeText() {}

    /**
     * Shows what cannot be shown as its number, and cuts what is too long.
     *
     * @param raw any text at all
     * @return at most {@value #MAX_LENGTH} characters of the text, with {@code \}{@code u001b} for an escape character
     */
    static String of(String raw) {
        StringBuilder safe = new StringBuilder();
        int kept = Math.min(raw.length(), MAX_LENGTH);
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
