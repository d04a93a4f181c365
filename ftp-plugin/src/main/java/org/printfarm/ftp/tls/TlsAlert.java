package org.printfarm.ftp.tls;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Names alerts that pass by unencrypted, which is how every failed handshake of TLS 1.2 ends. Read from the records and not
 * from an exception's text, which differs between TLS engines. Source of the numbers: RFC 5246 section 7.2.
 */
final class TlsAlert {

    static final int HANDSHAKE_RECORD = 22;

    private static final int ALERT_RECORD = 21;
    private static final int HEADER_BYTES = 5;
    private static final int PLAIN_ALERT_BYTES = 2;
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0, "CLOSE_NOTIFY"),
            Map.entry(10, "UNEXPECTED_MESSAGE"),
            Map.entry(20, "BAD_RECORD_MAC"),
            Map.entry(22, "RECORD_OVERFLOW"),
            Map.entry(40, "HANDSHAKE_FAILURE"),
            Map.entry(42, "BAD_CERTIFICATE"),
            Map.entry(43, "UNSUPPORTED_CERTIFICATE"),
            Map.entry(44, "CERTIFICATE_REVOKED"),
            Map.entry(45, "CERTIFICATE_EXPIRED"),
            Map.entry(46, "CERTIFICATE_UNKNOWN"),
            Map.entry(47, "ILLEGAL_PARAMETER"),
            Map.entry(48, "UNKNOWN_CA"),
            Map.entry(49, "ACCESS_DENIED"),
            Map.entry(50, "DECODE_ERROR"),
            Map.entry(51, "DECRYPT_ERROR"),
            Map.entry(70, "PROTOCOL_VERSION"),
            Map.entry(71, "INSUFFICIENT_SECURITY"),
            Map.entry(80, "INTERNAL_ERROR"),
            Map.entry(86, "INAPPROPRIATE_FALLBACK"),
            Map.entry(90, "USER_CANCELED"),
            Map.entry(100, "NO_RENEGOTIATION"),
            Map.entry(110, "UNSUPPORTED_EXTENSION"),
            Map.entry(112, "UNRECOGNIZED_NAME"),
            Map.entry(120, "NO_APPLICATION_PROTOCOL"));

    private TlsAlert() {}

    /** The alert at the start of some records; empty when something else, or an encrypted alert, is there. */
    static Optional<String> nameOf(ByteBuffer records) {
        int start = records.position();
        if (records.remaining() < HEADER_BYTES + PLAIN_ALERT_BYTES
                || records.get(start) != ALERT_RECORD
                || records.getShort(start + 3) != PLAIN_ALERT_BYTES) {
            return Optional.empty();
        }
        return Optional.of(NAMES.getOrDefault(records.get(start + 6) & 0xFF, "OTHER_ALERT"));
    }
}
