package org.printfarm.ssdp.message;

/**
 * Makes a text fit for a header line. The configuration refuses most of what is mended here; this is the last gate before
 * the wire, and it relies on nobody.
 */
final class HeaderText {

    /** UTF-16 characters of a value: with five such values a datagram stays below 4 KB, whatever they contain. */
    static final int MAX_LENGTH = 128;

    private static final int MENDED = '?';

    private HeaderText() {}

    /**
     * Replaces what could end or start a line, or cannot be encoded, and cuts what is too long.
     *
     * @param raw any text at all
     * @return at most {@value #MAX_LENGTH} characters, well formed, none of them a control character or a line or paragraph
     *     separator
     */
    static String clean(String raw) {
        StringBuilder clean = new StringBuilder(Math.min(raw.length(), MAX_LENGTH));
        for (int i = 0; i < raw.length(); ) {
            int codePoint = raw.codePointAt(i);
            i += Character.charCount(codePoint);
            int kept = isHarmless(codePoint) ? codePoint : MENDED;
            if (clean.length() + Character.charCount(kept) > MAX_LENGTH) {
                break;
            }
            clean.appendCodePoint(kept);
        }
        return clean.toString();
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            default -> true;
        };
    }
}
