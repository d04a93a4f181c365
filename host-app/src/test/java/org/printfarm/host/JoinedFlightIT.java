package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.host.client.AnyCertificate;

/**
 * A quick client's request comes in one segment with the last bytes of its handshake. It must be answered whatever engine
 * decrypts it.
 */
class JoinedFlightIT {

    private static final int SOCKET_TIMEOUT_MILLIS = 30_000;
    private static final int ROOM = 1 << 16;
    private static final int MAX_STEPS = 200;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    @TempDir
    private Path folder;

    private final ByteBuffer fromServer = ByteBuffer.allocate(ROOM);
    private final ByteBuffer plain = ByteBuffer.allocate(ROOM);

    @ParameterizedTest
    @CsvSource({"conscrypt, TLSv1.3", "conscrypt, TLSv1.2", "jsse, TLSv1.3", "jsse, TLSv1.2"})
    void aRequestBehindTheLastHandshakeRecordIsAnswered(String engine, String version) throws Exception {
        FarmFile file = FarmFile.write(folder, 1, "{bind: on}");
        String text = Files.readString(file.path(), StandardCharsets.UTF_8);
        Files.writeString(file.path(), text.replace("name: test,", "name: test, tls-engine: " + engine + ","));
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady();
                Socket socket = new Socket(file.addresses().get(0), 3002)) {
            assertThat(farm.err()).contains("tls-engine=" + engine);
            socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
            exchange(client(version), socket);
        }
        assertThat(new String(plain.array(), 0, plain.position(), StandardCharsets.US_ASCII))
                .contains(FarmFile.serial(1));
    }

    /** Everything that the client has to say is held back until it waits for the server, and then sent in one write. */
    private void exchange(SSLEngine client, Socket socket) throws IOException {
        boolean asked = false;
        ByteBuffer toServer = ByteBuffer.allocate(ROOM);
        fromServer.flip();
        client.beginHandshake();
        for (int step = 0; step < MAX_STEPS && plain.position() == 0; step++) {
            switch (client.getHandshakeStatus()) {
                case NEED_TASK -> client.getDelegatedTask().run();
                case NEED_WRAP -> client.wrap(NOTHING, toServer);
                case NOT_HANDSHAKING, FINISHED -> {
                    if (!asked) {
                        client.wrap(request(), toServer);
                        asked = true;
                    }
                    receive(client, toServer, socket);
                }
                default -> receive(client, toServer, socket);
            }
        }
    }

    private void receive(SSLEngine client, ByteBuffer toServer, Socket socket) throws IOException {
        byte[] flight = new byte[toServer.flip().remaining()];
        toServer.get(flight).clear();
        socket.getOutputStream().write(flight);
        SSLEngineResult result = client.unwrap(fromServer, plain);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            fromServer.compact();
            InputStream in = socket.getInputStream();
            int count = in.read(fromServer.array(), fromServer.position(), fromServer.remaining());
            assertThat(count).as("the server goes on").isPositive();
            fromServer.position(fromServer.position() + count).flip();
        }
    }

    private static SSLEngine client(String version) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {version});
        return engine;
    }

    /** The captured request, 58 bytes. Source: protocol notes, section 1. */
    private static ByteBuffer request() {
        byte[] json =
                "{\"login\":{\"command\":\"detect\",\"sequence_id\":\"20000\"}}".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(58)
                .put(HexFormat.of().parseHex("a5a53a00"))
                .put(json)
                .put(HexFormat.of().parseHex("a7a7"))
                .flip();
    }
}
