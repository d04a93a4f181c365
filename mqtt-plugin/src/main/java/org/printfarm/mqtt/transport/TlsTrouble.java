package org.printfarm.mqtt.transport;

import io.netty.handler.ssl.NotSslRecordException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.printfarm.api.net.TlsAlert;

/**
 * Tells from what a TLS engine throws which alert it was: by its name when the client sent it, and with {@code SENT_} before it
 * when we did. Each engine has words of its own; only ours go further.
 */
final class TlsTrouble {

    private static final int MAX_CAUSES = 8;

    /** What the engines say in place of the alert that they send: BoringSSL's reasons, and texts of the JDK 17. */
    private static final Map<String, TlsAlert> REASONS = Map.of(
            "UNSUPPORTED_PROTOCOL", TlsAlert.PROTOCOL_VERSION,
            "WRONG_VERSION_NUMBER", TlsAlert.PROTOCOL_VERSION,
            "CLIENT_REQUESTED_PROTOCOL", TlsAlert.PROTOCOL_VERSION,
            "NO_SHARED_CIPHER", TlsAlert.HANDSHAKE_FAILURE,
            "NO_SHARED_GROUP", TlsAlert.HANDSHAKE_FAILURE,
            "NO_COMMON_SIGNATURE_ALGORITHMS", TlsAlert.HANDSHAKE_FAILURE,
            "NO_CIPHER_SUITES_IN_COMMON", TlsAlert.HANDSHAKE_FAILURE);

    private TlsTrouble() {}

    /**
     * The code for an event.
     *
     * @param thrown what the engine or the channel threw
     * @return empty when it is no trouble of TLS
     */
    static Optional<String> code(Throwable thrown) {
        List<Throwable> causes = Stream.<Throwable>iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .toList();
        if (causes.stream().anyMatch(NotSslRecordException.class::isInstance)) {
            return Optional.of("NOT_TLS");
        }
        return causes.stream()
                .filter(SSLException.class::isInstance)
                .findFirst()
                .map(failure -> TlsAlert.receivedIn(failure)
                        .map(TlsAlert::name)
                        .or(() -> causes.stream()
                                .flatMap(cause -> sentAlert(cause).stream())
                                .findFirst()
                                .map(alert -> "SENT_" + alert.name()))
                        .orElse("HANDSHAKE"));
    }

    /** What an engine throws together with an alert of its own has the alert's name in it, or the reason for it. */
    private static Optional<TlsAlert> sentAlert(Throwable cause) {
        String words =
                String.valueOf(cause.getMessage()).toUpperCase(Locale.ROOT).replace(' ', '_');
        return Arrays.stream(TlsAlert.values())
                .filter(alert -> alert != TlsAlert.CLOSE_NOTIFY && words.contains(alert.name()))
                .max(Comparator.comparingInt(alert -> alert.name().length()))
                .or(() -> REASONS.keySet().stream()
                        .filter(words::contains)
                        .findFirst()
                        .map(REASONS::get));
    }
}
