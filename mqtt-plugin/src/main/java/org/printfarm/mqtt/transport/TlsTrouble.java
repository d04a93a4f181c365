package org.printfarm.mqtt.transport;

import io.netty.handler.ssl.NotSslRecordException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Tells from what a TLS engine throws which alert it was: by its name when the client sent it, and with {@code SENT_} before it
 * when we did. Each engine has words of its own; only ours go further.
 */
final class TlsTrouble {

    /** The alerts of RFC 8446 section 6 that a client sends or provokes in a handshake. */
    private static final List<String> ALERTS = List.of(
            "UNKNOWN_CA",
            "CERTIFICATE_UNKNOWN",
            "BAD_CERTIFICATE",
            "CERTIFICATE_EXPIRED",
            "CERTIFICATE_REVOKED",
            "UNSUPPORTED_CERTIFICATE",
            "HANDSHAKE_FAILURE",
            "PROTOCOL_VERSION",
            "INSUFFICIENT_SECURITY",
            "UNRECOGNIZED_NAME",
            "ILLEGAL_PARAMETER",
            "DECODE_ERROR",
            "DECRYPT_ERROR",
            "BAD_RECORD_MAC",
            "UNEXPECTED_MESSAGE",
            "RECORD_OVERFLOW",
            "INTERNAL_ERROR",
            "USER_CANCELED",
            "ACCESS_DENIED");

    /** How the JDK's engine and the native one say that the alert came from the other side. */
    private static final List<String> RECEIVED = List.of("RECEIVED_FATAL_ALERT", "_ALERT_");

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
        String words =
                String.valueOf(cause.getMessage()).toUpperCase(Locale.ROOT).replace(' ', '_');
        boolean received = RECEIVED.stream().anyMatch(words::contains);
        return ALERTS.stream()
                .filter(words::contains)
                .findFirst()
                .map(alert -> received ? alert : "SENT_" + alert)
                .orElse("HANDSHAKE");
    }
}
