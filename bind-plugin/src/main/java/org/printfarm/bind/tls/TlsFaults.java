package org.printfarm.bind.tls;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Which word an event gets when TLS failed: for a peer's alert its name, for one of ours {@code SENT_} and its name. */
final class TlsFaults {

    /** No alert was seen. */
    static final int NO_ALERT = -1;

    /** An alert record in the clear: type 21, version, length 2, level, number. Source: RFC 8446, sections 5.1 and 6. */
    private static final int ALERT_RECORD_BYTES = 7;

    private static final byte ALERT_RECORD = 21;
    private static final String UNNAMED = "HANDSHAKE_FAILED";

    private TlsFaults() {}

    /**
     * Finds the word.
     *
     * @param failure what the engine threw; its text is searched for an alert's name, and goes no further
     * @param sent the number of the alert that the engine answered with, or {@link #NO_ALERT}
     */
    static String codeOf(SSLException failure, int sent) {
        return receivedIn(failure)
                .map(TlsAlert::name)
                .or(() -> named(sent).map(alert -> "SENT_" + alert.name()))
                .orElse(UNNAMED);
    }

    /**
     * Finds the word, where the peer may have said it in the clear: OpenSSL does in a TLS 1.3 handshake, when it is too early
     * for its keys and too late for an engine to understand.
     *
     * @param received the number of the alert that the peer's bytes end with, or {@link #NO_ALERT}
     */
    static String codeOf(SSLException failure, int received, int sent) {
        return named(received).map(TlsAlert::name).orElseGet(() -> codeOf(failure, sent));
    }

    /** The number of the alert in the clear that a peer's bytes end with; {@link #NO_ALERT} otherwise. */
    static int alertAtEndOf(ByteBuffer records) {
        int start = records.limit() - ALERT_RECORD_BYTES;
        return start < records.position()
                ? NO_ALERT
                : alertIn(records.duplicate().position(start));
    }

    /** The number of the alert in our own records, as long as they are not encrypted; {@link #NO_ALERT} otherwise. */
    static int alertIn(ByteBuffer records) {
        int start = records.position();
        return records.remaining() == ALERT_RECORD_BYTES && records.get(start) == ALERT_RECORD
                ? Byte.toUnsignedInt(records.get(start + ALERT_RECORD_BYTES - 1))
                : NO_ALERT;
    }

    /** JSSE says "Received fatal alert: unknown_ca", BoringSSL "TLSV1_ALERT_UNKNOWN_CA". */
    private static Optional<TlsAlert> receivedIn(SSLException failure) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < 8; depth++) {
            Optional<TlsAlert> alert = nameIn(link.getMessage());
            if (alert.isPresent()) {
                return alert;
            }
            link = link.getCause();
        }
        return Optional.empty();
    }

    private static Optional<TlsAlert> nameIn(@Nullable String message) {
        String text = String.valueOf(message).toUpperCase(Locale.ROOT);
        return Arrays.stream(TlsAlert.values())
                .filter(alert -> text.contains("ALERT: " + alert.name()) || text.contains("ALERT_" + alert.name()))
                .max((a, b) -> Integer.compare(a.name().length(), b.name().length()));
    }

    private static Optional<TlsAlert> named(int number) {
        return Arrays.stream(TlsAlert.values())
                .filter(alert -> alert.number() == number)
                .findFirst();
    }
}
