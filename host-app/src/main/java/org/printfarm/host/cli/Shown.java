package org.printfarm.host.cli;

import java.util.stream.Collectors;

/** Text that somebody else wrote, made fit for a terminal. */
final class Shown {

    private Shown() {}

    /** The text with every character that could steer a terminal shown as its code point. */
    static String safely(String text) {
        return text.codePoints()
                .mapToObj(codePoint -> isPlain(codePoint)
                        ? Character.toString(codePoint)
                        : String.format(java.util.Locale.ROOT, "\\u{%X}", codePoint))
                .collect(Collectors.joining());
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
