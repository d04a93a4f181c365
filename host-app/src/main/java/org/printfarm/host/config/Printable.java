package org.printfarm.host.config;

import java.util.regex.Pattern;
import org.printfarm.host.text.SafeText;

/** Makes what an operator wrote fit for a message: short, in one line, without control characters. */
final class Printable {

    /** Characters of a value or key that a message repeats. Enough to find it again. */
    private static final int MAX_LENGTH = 40;

    /** What stands for a key that is not printed. */
    static final String HIDDEN = "?";

    private static final Pattern KEY = Pattern.compile("([a-z]+([-_][a-z]+)*|[A-Z]+([-_][A-Z]+)*)[0-9]{0,2}|<<");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{8}");

    private Printable() {}

    /** In quotes. Not for access codes. */
    static String value(String text) {
        return '"' + shortened(text) + '"';
    }

    /** A printer's id, as it is written. */
    static String id(String text) {
        return text.isEmpty() ? "\"\"" : shortened(text);
    }

    /**
     * A key, if it looks like one: an access code becomes a key when <code>access-code: '</code> or only the space after the
     * colon is missing before it. What stands after a colon is no part of a key.
     */
    static String key(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        return KEY.matcher(name).matches() ? shortened(name) : HIDDEN;
    }

    /** Whether a key that nobody knows could be an access code that lost its own key. */
    static boolean couldBeCode(String key) {
        return CODE.matcher(key).matches();
    }

    private static String shortened(String text) {
        return SafeText.sentence(text, MAX_LENGTH);
    }
}
