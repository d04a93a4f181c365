package org.printfarm.mqtt.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class TlsTroubleTest {

    @Test
    void alertsAreToldInTheWordsOfBothEngines() {
        assertThat(TlsTrouble.code(new SSLHandshakeException("Received fatal alert: unknown_ca")))
                .contains("UNKNOWN_CA");
        assertThat(TlsTrouble.code(
                        new SSLException("error:10000418:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA")))
                .contains("UNKNOWN_CA");
        assertThat(TlsTrouble.code(new SSLHandshakeException("(handshake_failure) no cipher suites in common")))
                .contains("SENT_HANDSHAKE_FAILURE");
        assertThat(TlsTrouble.code(new SSLException("error:100000b8:SSL routines:OPENSSL_internal:NO_SHARED_CIPHER")))
                .contains("SENT_HANDSHAKE_FAILURE");
        assertThat(TlsTrouble.code(
                        new SSLException("error:100000f0:SSL routines:OPENSSL_internal:UNSUPPORTED_PROTOCOL")))
                .contains("SENT_PROTOCOL_VERSION");
        assertThat(TlsTrouble.code(new SSLException("Handshake failed", new SSLException("NO_SHARED_CIPHER"))))
                .contains("SENT_HANDSHAKE_FAILURE");
        assertThat(TlsTrouble.code(new SSLHandshakeException("no cipher suites in common")))
                .contains("SENT_HANDSHAKE_FAILURE");
        assertThat(TlsTrouble.code(new SSLHandshakeException(
                        "Client requested protocol TLSv1.1 is not enabled or supported in server context")))
                .contains("SENT_PROTOCOL_VERSION");
        assertThat(TlsTrouble.code(new SSLException("closing inbound before receiving peer's close_notify")))
                .contains("HANDSHAKE");
        assertThat(TlsTrouble.code(new DecoderException(new SSLException("something else"))))
                .contains("HANDSHAKE");
    }

    @Test
    void plainTextAndOtherTroubleAreToldApart() {
        assertThat(TlsTrouble.code(new DecoderException(new NotSslRecordException("GET / HTTP"))))
                .contains("NOT_TLS");
        assertThat(TlsTrouble.code(new IOException("Connection reset by peer"))).isEmpty();
    }
}
