package org.printfarm.bind.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names for failed handshakes. */
class TlsFaultsTest {

    @ParameterizedTest
    @CsvSource({
        "Received fatal alert: unknown_ca, UNKNOWN_CA",
        "Received fatal alert: certificate_unknown, CERTIFICATE_UNKNOWN",
        "Received fatal alert: bad_certificate, BAD_CERTIFICATE",
        "error:10000418:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA (ssl_lib.cc:1), UNKNOWN_CA",
        "error:10000416:SSL routines:OPENSSL_internal:SSLV3_ALERT_CERTIFICATE_UNKNOWN (x:1), CERTIFICATE_UNKNOWN",
        "Received fatal alert: bad_certificate_status_response, BAD_CERTIFICATE_STATUS_RESPONSE"
    })
    void alertOfThePeerIsToldByItsName(String text, String code) {
        assertThat(TlsFaults.codeOf(new SSLHandshakeException(text), TlsFaults.NO_ALERT))
                .isEqualTo(code);
    }

    @Test
    void alertIsFoundInTheCause() {
        SSLException failure = new SSLException("outer", new SSLException("Received fatal alert: unknown_ca"));
        assertThat(TlsFaults.codeOf(failure, TlsFaults.NO_ALERT)).isEqualTo("UNKNOWN_CA");
    }

    @Test
    void alertOfOursIsToldAsSent() {
        SSLException failure = new SSLException("no cipher suites in common");
        int alert = TlsFaults.alertIn(ByteBuffer.wrap(new byte[] {21, 3, 3, 0, 2, 2, 40}));
        assertThat(TlsFaults.codeOf(failure, alert)).isEqualTo("SENT_HANDSHAKE_FAILURE");
    }

    @Test
    void failureWithoutAnAlertHasAWordToo() {
        assertThat(TlsFaults.codeOf(new SSLException("?"), TlsFaults.NO_ALERT)).isEqualTo("HANDSHAKE_FAILED");
        assertThat(TlsFaults.alertIn(ByteBuffer.wrap(new byte[] {23, 3, 3, 0, 2, 2, 40})))
                .isEqualTo(TlsFaults.NO_ALERT);
        assertThat(TlsFaults.alertIn(ByteBuffer.allocate(0))).isEqualTo(TlsFaults.NO_ALERT);
    }

    @Test
    void everyNameFitsIntoAnEvent() {
        assertThat(Arrays.stream(TlsAlert.values()).map(alert -> "SENT_" + alert.name()))
                .allMatch(Pattern.compile("[A-Z0-9_]{1,40}").asMatchPredicate());
    }
}
