package org.printfarm.api.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts in the words of the engines, and in the clear. */
final class TlsAlertTest {

    private static final byte[] UNKNOWN_CA = {21, 3, 3, 0, 2, 2, 48};

    @ParameterizedTest
    @CsvSource({
        "Received fatal alert: unknown_ca, UNKNOWN_CA",
        "Received fatal alert: certificate_unknown, CERTIFICATE_UNKNOWN",
        "Received fatal alert: bad_certificate, BAD_CERTIFICATE",
        "error:10000418:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA (ssl_lib.cc:1), UNKNOWN_CA",
        "error:10000416:SSL routines:OPENSSL_internal:SSLV3_ALERT_CERTIFICATE_UNKNOWN (x:1), CERTIFICATE_UNKNOWN",
        "Received fatal alert: bad_certificate_status_response, BAD_CERTIFICATE_STATUS_RESPONSE"
    })
    void thePeersIsFoundInTheWordsOfBothEngines(String text, TlsAlert alert) {
        assertThat(TlsAlert.receivedIn(new SSLHandshakeException(text))).contains(alert);
    }

    @Test
    void thePeersIsFoundInACause() {
        SSLException failure = new SSLException("outer", new SSLException("Received fatal alert: unknown_ca"));

        assertThat(TlsAlert.receivedIn(failure)).contains(TlsAlert.UNKNOWN_CA);
    }

    @Test
    void textOfOurOwnNamesNone() {
        assertThat(TlsAlert.receivedIn(new SSLException("(handshake_failure) no cipher suites in common")))
                .isEmpty();
        assertThat(TlsAlert.receivedIn(new SSLException(null, null))).isEmpty();
    }

    @Test
    void inTheClearItIsFoundWhereItStands() {
        ByteBuffer alone = ByteBuffer.wrap(UNKNOWN_CA);
        ByteBuffer last = ByteBuffer.allocate(20).position(13).put(UNKNOWN_CA).flip();

        assertThat(TlsAlert.atStartOf(alone)).contains(TlsAlert.UNKNOWN_CA);
        assertThat(TlsAlert.atEndOf(alone)).contains(TlsAlert.UNKNOWN_CA);
        assertThat(TlsAlert.atStartOf(last)).isEmpty();
        assertThat(TlsAlert.atEndOf(last)).contains(TlsAlert.UNKNOWN_CA);
        assertThat(last.remaining()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"23,3,2,48", "21,9,2,48", "21,3,40,48", "21,3,2,255"})
    void otherRecordsAndEncryptedOrUnknownAlertsAreNone(byte type, byte major, byte length, short number) {
        ByteBuffer records = ByteBuffer.wrap(new byte[] {type, major, 3, 0, length, 2, (byte) number});

        assertThat(TlsAlert.atStartOf(records)).isEmpty();
        assertThat(TlsAlert.atEndOf(records)).isEmpty();
        assertThat(TlsAlert.atEndOf(records.limit(6))).isEmpty();
        assertThat(TlsAlert.atStartOf(ByteBuffer.allocate(0))).isEmpty();
    }

    @Test
    void everyNameFitsIntoAnEvent() {
        assertThat(Arrays.stream(TlsAlert.values()).map(alert -> "SENT_" + alert.name()))
                .allMatch(Pattern.compile("[A-Z0-9_]{1,40}").asMatchPredicate());
    }
}
