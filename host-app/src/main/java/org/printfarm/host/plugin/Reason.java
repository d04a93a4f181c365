package org.printfarm.host.plugin;

import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginRuntimeException;
import org.printfarm.host.text.SafeText;
import org.slf4j.Logger;

/** Makes texts that come out of a foreign zip fit for a log line and a table. */
final class Reason {

    /** The longest reason, characters: a few lines of a terminal. */
    private static final int MAX_LENGTH = 800;

    /** The longest text of a plugin's own inside a reason, characters. */
    private static final int MAX_QUOTED = 200;

    /** How deep a chain of causes is followed. */
    private static final int MAX_CAUSES = 10;

    private Reason() {}

    static String oneLine(String text) {
        return SafeText.sentence(text, MAX_LENGTH);
    }

    /** A name or a text from the zip, in quotation marks. */
    static String quoted(String text) {
        return '"' + SafeText.sentence(text, MAX_QUOTED) + '"';
    }

    /**
     * The class and the message of what a plugin threw, without the wrappings of reflection and PF4J. Runs the plugin's
     * {@code getMessage}, so it belongs onto the plugin's own watched thread.
     */
    static String thrown(Throwable thrown) {
        Throwable root = unwrap(thrown);
        String text = message(root);
        String name = root.getClass().getName();
        return text == null ? name : name + ": " + SafeText.sentence(text, MAX_QUOTED);
    }

    /** For the plugin's author, at DEBUG. A hostile exception breaks its own printing and nothing else. */
    static void logStack(Logger log, String pluginId, String what, Throwable thrown) {
        try {
            log.debug("plugin={} {}", pluginId, what, thrown);
        } catch (Throwable alsoBroken) {
            log.debug("plugin={} {}: its exception cannot be printed", pluginId, what);
        }
    }

    private static @Nullable String message(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (Throwable alsoBroken) {
            return null;
        }
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable current = thrown;
        for (int depth = 0; depth < MAX_CAUSES && isWrapping(current); depth++) {
            Throwable cause = current.getCause();
            if (cause == null) {
                break;
            }
            current = cause;
        }
        return current;
    }

    private static boolean isWrapping(Throwable thrown) {
        return thrown instanceof InvocationTargetException
                || thrown instanceof ExceptionInInitializerError
                || thrown instanceof UncheckedIOException
                || thrown.getClass() == PluginRuntimeException.class;
    }
}
