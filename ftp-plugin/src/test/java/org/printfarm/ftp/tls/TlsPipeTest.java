package org.printfarm.ftp.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.apache.commons.net.util.TrustManagerUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.service.TlsVersions;

/** TLS without sockets: a client engine on the other side, bytes carried by hand. */
class TlsPipeTest {

    private static final int MAX_ROUNDS = 100;

    private final TlsPipe server = new TlsPipe(TestTls.shared().newServerEngine(TlsVersions.TLS_1_2));
    private SSLEngine client;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    @BeforeAll
    static void makeKey() {
        TestTls.shared();
    }

    @BeforeEach
    void makeClient() throws GeneralSecurityException, SSLException {
        client = client("TLSv1.2");
    }

    private static SSLEngine client(String protocol) throws GeneralSecurityException, SSLException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {TrustManagerUtils.getAcceptAllTrustManager()}, null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {protocol});
        engine.beginHandshake();
        return engine;
    }

    private ByteBuffer fromClient(byte[] text) throws SSLException {
        ByteBuffer out = ByteBuffer.allocate(200_000);
        ByteBuffer plain = ByteBuffer.wrap(text);
        for (int round = 0; round < MAX_ROUNDS; round++) {
            int before = out.position();
            client.wrap(plain, out);
            for (Runnable task = client.getDelegatedTask(); task != null; task = client.getDelegatedTask()) {
                task.run();
            }
            if (out.position() == before) {
                break;
            }
        }
        return out.flip();
    }

    private void toClient(ByteBuffer bytes) throws SSLException {
        ByteBuffer plain = ByteBuffer.allocate(40_000);
        for (int round = 0; round < MAX_ROUNDS && bytes.hasRemaining(); round++) {
            client.unwrap(bytes, plain);
            for (Runnable task = client.getDelegatedTask(); task != null; task = client.getDelegatedTask()) {
                task.run();
            }
        }
        received.write(plain.array(), 0, plain.position());
    }

    private void shakeHands() throws SSLException {
        for (int round = 0; round < MAX_ROUNDS && !server.isEstablished(); round++) {
            server.decrypt(fromClient(new byte[0]), ByteBuffer.allocate(0));
            toClient(server.takeOutgoing());
        }
        toClient(server.takeOutgoing());
        assertThat(server.isEstablished()).isTrue();
    }

    @Test
    void textGoesBothWays() throws SSLException {
        shakeHands();
        ByteBuffer plain = ByteBuffer.allocate(20_000);
        assertThat(server.decrypt(fromClient("hello".getBytes(StandardCharsets.UTF_8)), plain))
                .isEqualTo(TlsPipe.Progress.NEEDS_INPUT);
        assertThat(StandardCharsets.UTF_8.decode(plain.flip()).toString()).isEqualTo("hello");
        server.encrypt(ByteBuffer.wrap(new byte[30_000]));
        toClient(server.takeOutgoing());
        assertThat(received.size()).isEqualTo(30_000);
    }

    @Test
    void bytesMayComeOneByOne() throws SSLException {
        shakeHands();
        ByteBuffer record = fromClient("hello".getBytes(StandardCharsets.UTF_8));
        ByteBuffer plain = ByteBuffer.allocate(20_000);
        for (int end = 1; end <= record.capacity() && end <= record.limit(); end++) {
            ByteBuffer part = record.duplicate().limit(end);
            server.decrypt(part, plain);
            record.position(part.position());
        }
        assertThat(plain.position()).isEqualTo(5);
    }

    @Test
    void withoutRoomNothingIsLost() throws SSLException {
        shakeHands();
        ByteBuffer record = fromClient(new byte[1_000]);
        assertThat(server.decrypt(record, ByteBuffer.allocate(10))).isEqualTo(TlsPipe.Progress.NEEDS_ROOM);
        ByteBuffer plain = ByteBuffer.allocate(20_000);
        server.decrypt(record, plain);
        assertThat(plain.position()).isEqualTo(1_000);
    }

    @Test
    void closeNotifyIsSeenAndAnswered() throws SSLException {
        shakeHands();
        client.closeOutbound();
        assertThat(server.decrypt(fromClient(new byte[0]), ByteBuffer.allocate(20_000)))
                .isEqualTo(TlsPipe.Progress.CLOSED);
        server.finish();
        toClient(server.takeOutgoing());
        assertThat(client.isInboundDone()).isTrue();
    }

    @Test
    void tls13AloneIsRefusedWithTheRightAlert() throws Exception {
        client = client("TLSv1.3");
        ByteBuffer hello = fromClient(new byte[0]);
        assertThatThrownBy(() -> server.decrypt(hello, ByteBuffer.allocate(0))).isInstanceOf(SSLException.class);
        assertThat(server.failure()).isEqualTo("SENT_PROTOCOL_VERSION");
        assertThat(server.takeOutgoing().remaining()).isPositive();
    }

    @Test
    void plainTextIsRefusedByItsFirstByte() {
        ByteBuffer user = ByteBuffer.wrap(new byte[] {'U'});
        assertThatThrownBy(() -> server.decrypt(user, ByteBuffer.allocate(0))).isInstanceOf(SSLException.class);
        assertThat(server.failure()).isEqualTo("NOT_TLS");
    }

    @Test
    void theClientsAlertIsNamed() throws SSLException {
        server.decrypt(fromClient(new byte[0]), ByteBuffer.allocate(0));
        server.takeOutgoing();
        ByteBuffer unknownCa = ByteBuffer.wrap(new byte[] {21, 3, 3, 0, 2, 2, 48});
        assertThatThrownBy(() -> server.decrypt(unknownCa, ByteBuffer.allocate(0)))
                .isInstanceOf(SSLException.class);
        assertThat(server.failure()).isEqualTo("UNKNOWN_CA");
    }

    @Test
    void aSecondHandshakeIsRefused() throws SSLException {
        shakeHands();
        client.beginHandshake();
        assertThatThrownBy(() -> {
                    for (int round = 0; round < MAX_ROUNDS; round++) {
                        server.decrypt(fromClient(new byte[0]), ByteBuffer.allocate(20_000));
                        toClient(server.takeOutgoing());
                    }
                })
                .isInstanceOf(SSLException.class);
        assertThat(server.failure()).isEqualTo("NO_RENEGOTIATION");
    }

    @Test
    void disposingTwiceOrBeforeTheHandshakeIsHarmless() {
        server.dispose();
        server.dispose();
        assertThat(server.takeOutgoing().hasRemaining()).isFalse();
    }
}
