package org.printfarm.host.logging;

/** Keeps text from beginning a line of its own. */
final class OneLine {

    private OneLine() {}

    /** With a blank for each character that ends a line; the same object where there is none. */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (endsLine(text.charAt(i))) {
                return replaced(text, i);
            }
        }
        return text;
    }

    private static String replaced(String text, int first) {
        char[] line = text.toCharArray();
        for (int i = first; i < line.length; i++) {
            if (endsLine(line[i])) {
                line[i] = ' ';
            }
        }
        return new String(line);
    }

    private static boolean endsLine(char c) {
        return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }
}
