package org.printfarm.api.net;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of TLS, by which a plugin tells why a handshake failed, for instance that a client does not trust the farm's CA.
 * Names and numbers are those of RFC 8446 section 6 and RFC 5246 section 7.2; every name is short enough for the code of an event,
 * with {@code SENT_} before it as well. Any thread.
 *
 * @since 1.0
 */
public enum TlsAlert {
    /** The connection ends as it should. */
    CLOSE_NOTIFY(0),
    /** A message came that does not belong there. */
    UNEXPECTED_MESSAGE(10),
    /** A record was changed on its way, or is of other keys. */
    BAD_RECORD_MAC(20),
    /** A record is too long. */
    RECORD_OVERFLOW(22),
    /** No common cipher suite or other security parameter. */
    HANDSHAKE_FAILURE(40),
    /** A certificate is damaged. */
    BAD_CERTIFICATE(42),
    /** A certificate is of a kind that is not supported. */
    UNSUPPORTED_CERTIFICATE(43),
    /** A certificate was taken back. */
    CERTIFICATE_REVOKED(44),
    /** A certificate is not valid now. */
    CERTIFICATE_EXPIRED(45),
    /** A certificate is refused for another reason. */
    CERTIFICATE_UNKNOWN(46),
    /** A field of the handshake is wrong. */
    ILLEGAL_PARAMETER(47),
    /** The CA is not trusted. */
    UNKNOWN_CA(48),
    /** The certificate is good, and its owner is not let in. */
    ACCESS_DENIED(49),
    /** A message cannot be read. */
    DECODE_ERROR(50),
    /** A signature or a check sum of the handshake is wrong. */
    DECRYPT_ERROR(51),
    /** The version of TLS is not supported. */
    PROTOCOL_VERSION(70),
    /** The peer wants stronger ciphers. */
    INSUFFICIENT_SECURITY(71),
    /** The one who sends it has a trouble of its own. */
    INTERNAL_ERROR(80),
    /** A client came back with a lower version than it needs. */
    INAPPROPRIATE_FALLBACK(86),
    /** Somebody broke the handshake off. */
    USER_CANCELED(90),
    /** A second handshake is refused. */
    NO_RENEGOTIATION(100),
    /** An extension is missing. */
    MISSING_EXTENSION(109),
    /** An extension came that nobody asked for. */
    UNSUPPORTED_EXTENSION(110),
    /** No server of that name is here. */
    UNRECOGNIZED_NAME(112),
    /** The OCSP answer is not good. */
    BAD_CERTIFICATE_STATUS_RESPONSE(113),
    /** The pre-shared key is not known. */
    UNKNOWN_PSK_IDENTITY(115),
    /** A client certificate is wanted. */
    CERTIFICATE_REQUIRED(116),
    /** No common protocol inside of TLS. */
    NO_APPLICATION_PROTOCOL(120);

    /** An alert in the clear: type, version, length 2, level, number. Source: RFC 8446, sections 5.1 and 6. */
    private static final int RECORD_BYTES = 7;

    private static final byte RECORD_TYPE = 21;
    private static final byte MAJOR_VERSION = 3;
    private static final int ALERT_BYTES = 2;
    private static final int LENGTH_AT = 3;
    private static final int NUMBER_AT = 6;

    /** Causes of a failure that are looked at. */
    private static final int MAX_CAUSES = 8;

    private final int number;

    TlsAlert(int number) {
        this.number = number;
    }

    /**
     * The number on the wire.
     *
     * @return 0 to 255
     */
    public int number() {
        return number;
    }

    /**
     * The alert in the clear that some records begin with, as every failed handshake of TLS 1.2 ends.
     *
     * @param records from its position to its limit; not moved
     * @return empty when something else is there, or it is encrypted, or its number is none of these
     */
    public static Optional<TlsAlert> atStartOf(ByteBuffer records) {
        int start = records.position();
        boolean isAlert = records.remaining() >= RECORD_BYTES
                && records.get(start) == RECORD_TYPE
                && records.get(start + 1) == MAJOR_VERSION
                && records.get(start + LENGTH_AT) == 0
                && records.get(start + LENGTH_AT + 1) == ALERT_BYTES;
        return isAlert
                ? first(alert -> alert.number == Byte.toUnsignedInt(records.get(start + NUMBER_AT)))
                : Optional.empty();
    }

    /**
     * The alert in the clear that some records end with. Clients made with OpenSSL send one so in a TLS 1.3 handshake, when it is
     * too early for their keys and too late for an engine to understand; nobody says anything after it.
     *
     * @param records from its position to its limit; not moved
     * @return empty when something else is there, or it is encrypted, or its number is none of these
     */
    public static Optional<TlsAlert> atEndOf(ByteBuffer records) {
        int start = records.limit() - RECORD_BYTES;
        return start < records.position()
                ? Optional.empty()
                : atStartOf(records.duplicate().position(start));
    }

    /**
     * The alert of the peer that a failure or one of its causes tells of: the JDK's engine says "Received fatal alert: unknown_ca",
     * the native one "TLSV1_ALERT_UNKNOWN_CA".
     *
     * @param failure what an engine threw; its text goes no further
     * @return empty when no text names one
     */
    public static Optional<TlsAlert> receivedIn(Throwable failure) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < MAX_CAUSES; depth++) {
            Optional<TlsAlert> alert = receivedIn(link.getMessage());
            if (alert.isPresent()) {
                return alert;
            }
            link = link.getCause();
        }
        return Optional.empty();
    }

    private static Optional<TlsAlert> receivedIn(@Nullable String message) {
        String text = String.valueOf(message).toUpperCase(Locale.ROOT);
        return first(alert -> text.contains("ALERT: " + alert.name()) || text.contains("ALERT_" + alert.name()));
    }

    /** Of several the one with the longest name, which the others are a part of. */
    private static Optional<TlsAlert> first(Predicate<TlsAlert> which) {
        return Arrays.stream(values())
                .filter(which)
                .max(Comparator.comparingInt(alert -> alert.name().length()));
    }
}
