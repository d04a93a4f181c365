package org.printfarm.host.client.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestTls;
import org.printfarm.host.client.ClientException;
import org.printfarm.host.client.ClientException.Code;
import org.printfarm.host.view.DetectedPrinter;

/** Against a printer played by the test: one scripted answer for each connection. */
class DetectClientIT {

    private static final String REPLY =
            "{\"login\":{\"bind\":\"free\",\"command\":\"detect\",\"connect\":\"lan\",\"dev_cap\":1,\"id\":\"01P00A391800001\","
                    + "\"model\":\"C12\",\"name\":\"Bay 1\",\"sequence_id\":\"20000\",\"version\":\"01.09.00.00\"}}";
    private static final DetectedPrinter BAY_1 =
            new DetectedPrinter("01P00A391800001", "C12", "Bay 1", "01.09.00.00", "free", "lan");
    private static final Duration SHORT = Duration.ofMillis(300);

    private final List<ServerSocket> servers = new ArrayList<>();
    private final CountDownLatch testOver = new CountDownLatch(1);
    private String host;

    @BeforeEach
    void chooseAddress() {
        host = Loopback.next().getHostAddress();
    }

    @AfterEach
    void closeServers() throws IOException {
        testOver.countDown();
        for (ServerSocket server : servers) {
            server.close();
        }
    }

    @Test
    void aPlainPrinterTellsItsIdentity() throws Exception {
        int port = serve(false, out -> out.write(DetectFramesTest.frame(REPLY)));
        assertThat(new DetectClient().detect(host, port, false)).isEqualTo(BAY_1);
    }

    @Test
    void aTlsPrinterTellsItsIdentity() throws Exception {
        int port = serve(true, out -> out.write(DetectFramesTest.frame(REPLY)));
        assertThat(new DetectClient().detect(host, port, true)).isEqualTo(BAY_1);
    }

    @Test
    void aReplyInSingleBytesIsPutTogether() throws Exception {
        int port = serve(false, out -> {
            for (byte b : DetectFramesTest.frame(REPLY)) {
                out.write(b);
                out.flush();
            }
        });
        assertThat(new DetectClient().detect(host, port, false)).isEqualTo(BAY_1);
    }

    @Test
    void nobodyListeningIsSaidInWords() {
        ClientException trouble = trouble(3000, false);
        assertThat(trouble.code()).isEqualTo(Code.CONNECTION_REFUSED);
        assertThat(trouble).hasMessageContaining("nobody listens at " + host + ":3000");
    }

    @Test
    void aCloseWithoutReplyIsSaidInWords() throws Exception {
        int port = serve(false, out -> {});
        assertThat(trouble(port, false).code()).isEqualTo(Code.CLOSED);
    }

    @Test
    void silenceIsATimeOut() throws Exception {
        int port = serve(false, out -> await(testOver));
        assertThat(trouble(port, false).code()).isEqualTo(Code.TIMED_OUT);
    }

    @Test
    void silenceDuringTheTlsHandshakeIsATlsFailure() throws Exception {
        int port = serve(false, out -> await(testOver));
        assertThat(trouble(port, true).code()).isEqualTo(Code.TLS_FAILED);
    }

    @Test
    void tlsToAPlainPortSaysHowToAsk() throws Exception {
        int port = serve(
                false,
                out -> out.write(
                        "no TLS here, whatever you say\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        ClientException trouble = trouble(port, true);
        assertThat(trouble.code()).isEqualTo(Code.TLS_FAILED);
        assertThat(trouble).hasMessageContaining("without --tls");
    }

    @Test
    void plainToATlsPortSaysHowToAsk() throws Exception {
        int port = serve(true, out -> {});
        assertThat(trouble(port, false)).hasMessageContaining("--tls");
    }

    @Test
    void aNameThatLeadsNowhereIsSaid() {
        ClientException trouble = catchThrowableOfType(
                ClientException.class, () -> new DetectClient(SHORT).detect("no.such.invalid", 3000, false));
        assertThat(trouble.code()).isEqualTo(Code.UNKNOWN_HOST);
    }

    private ClientException trouble(int port, boolean tls) {
        return catchThrowableOfType(ClientException.class, () -> new DetectClient(SHORT).detect(host, port, tls));
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private int serve(boolean tls, Script script) throws IOException {
        ServerSocket server =
                tls ? TestTls.shared().context().getServerSocketFactory().createServerSocket() : new ServerSocket();
        if (server instanceof SSLServerSocket secure) {
            secure.setUseClientMode(false);
        }
        server.bind(new InetSocketAddress(host, 0));
        servers.add(server);
        Thread thread = new Thread(() -> answerOne(server, script), "printer-of-the-test");
        thread.setDaemon(true);
        thread.start();
        return server.getLocalPort();
    }

    private static void answerOne(ServerSocket server, Script script) {
        try (Socket peer = server.accept();
                OutputStream out = peer.getOutputStream()) {
            peer.getInputStream().readNBytes(1);
            script.answer(out);
        } catch (IOException e) {
            // the client went first, as some of these tests want it
        }
    }

    private interface Script {
        void answer(OutputStream out) throws IOException;
    }
}
