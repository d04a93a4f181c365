package org.printfarm.host.config;

/** Makes what an operator wrote fit for a message: short, in one line, without control characters. */
final class Shown {

    /** Characters of a value or key that a message repeats. Enough to find it again. */
    private static final int MAX_LENGTH = 40;

    private Shown() {}

    /** In quotes. Not for access codes. */
    static String value(String text) {
        return '"' + shortened(text) + '"';
    }

    /**
     * A key, cut off at a colon: <code>{access-code:12345678}</code> is one key to YAML, since the space is missing.
     */
    static String key(String text) {
        int colon = text.indexOf(':');
        String name = shortened(colon < 0 ? text : text.substring(0, colon));
        return name.isEmpty() ? "\"\"" : name;
    }

    /** Any sentence, also one that a plugin made. */
    static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().map(Shown::printable).forEach(line::appendCodePoint);
        return line.toString();
    }

    private static String shortened(String text) {
        String line = line(text);
        if (line.codePointCount(0, line.length()) <= MAX_LENGTH) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, MAX_LENGTH)) + "…";
    }

    private static int printable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> '?';
            default -> codePoint;
        };
    }
}
