package org.printfarm.mqtt.transport;

import io.netty.handler.ssl.NotSslRecordException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.printfarm.api.net.TlsAlert;

/**
 * Tells from what a TLS engine throws which alert it was: by its name when the client sent it, and with {@code SENT_} before it
 * when we did. Each engine has words of its own; only ours go further.
 */
final class TlsTrouble {

    private static final int MAX_CAUSES = 8;

    private TlsTrouble() {}

    /**
     * The code for an event.
     *
     * @param thrown what the engine or the channel threw
     * @return empty when it is no trouble of TLS
     */
    static Optional<String> code(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof NotSslRecordException) {
                return Optional.of("NOT_TLS");
            }
            if (cause instanceof SSLException) {
                return Optional.of(alert(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static String alert(Throwable cause) {
        return TlsAlert.receivedIn(cause)
                .map(TlsAlert::name)
                .or(() -> sentAlert(cause).map(alert -> "SENT_" + alert.name()))
                .orElse("HANDSHAKE");
    }

    /** What an engine throws together with an alert of its own has the alert's name in it. */
    private static Optional<TlsAlert> sentAlert(Throwable cause) {
        String words =
                String.valueOf(cause.getMessage()).toUpperCase(Locale.ROOT).replace(' ', '_');
        return Arrays.stream(TlsAlert.values())
                .filter(alert -> alert != TlsAlert.CLOSE_NOTIFY && words.contains(alert.name()))
                .max(Comparator.comparingInt(alert -> alert.name().length()));
    }
}
