package org.printfarm.host.event;

/** Makes a plugin's text fit into one log line. */
final class LogText {

    /** Longer texts are cut. Characters. */
    static final int MAX_LENGTH = 300;

    private LogText() {}

    /** In quotation marks, without control characters, line ends and quotation marks of its own, cut when too long. */
    static String quoted(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 5).append('"');
        text.codePoints().limit(MAX_LENGTH).map(LogText::printable).forEach(line::appendCodePoint);
        if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
            line.append("...");
        }
        return line.append('"').toString();
    }

    private static int printable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.FORMAT -> ' ';
            default -> codePoint == '"' ? '\'' : codePoint;
        };
    }
}
