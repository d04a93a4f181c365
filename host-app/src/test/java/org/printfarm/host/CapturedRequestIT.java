package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.client.AnyCertificate;

/**
 * The captured request, replayed on the packaged host with the built plugin zip: each printer answers, on both ports, with
 * exactly the frame of the protocol notes (section 1). Nothing here is made or read by the project's own codecs.
 */
class CapturedRequestIT {

    /** 58 bytes, as captured. */
    static final byte[] REQUEST = HexFormat.of()
            .parseHex("a5a53a00"
                    + "7b226c6f67696e223a7b22636f6d6d616e64223a22646574656374222c2273657175656e63655f6964223a22"
                    + "3230303030227d7d"
                    + "a7a7");

    private static final String REPLY = "{\"login\":{\"bind\":\"free\",\"command\":\"detect\",\"connect\":\"lan\","
            + "\"dev_cap\":1,\"id\":\"%s\",\"model\":\"%s\",\"name\":\"%s\",\"sequence_id\":3021,\"version\":\"%s\"}}";

    private static final int SOCKET_TIMEOUT_MILLIS = 30_000;
    private static final int MAX_REPLY = 4_096;

    @TempDir
    private Path folder;

    @Test
    void eachPrinterAnswersWithTheExactFrameOnBothPorts() throws Exception {
        FarmFile file = FarmFile.write(folder, 2, "{bind: on}");
        String text = Files.readString(file.path(), StandardCharsets.UTF_8);
        Files.writeString(
                file.path(),
                text.replace("name: Bay 2,", "name: Büro, model: A1 mini, firmware: 01.04.00.00,"),
                StandardCharsets.UTF_8);
        byte[] first = frame(String.format(REPLY, FarmFile.serial(1), "C12", "Bay 1", "01.09.00.00"));
        byte[] second = frame(String.format(REPLY, FarmFile.serial(2), "N1", "B\\u00FCro", "01.04.00.00"));
        assertThat(REQUEST).hasSize(58);
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
            assertThat(farm.out()).contains("2 services running");
            for (int port : new int[] {3000, 3002}) {
                assertThat(replay(file.addresses().get(0), port)).isEqualTo(first);
                assertThat(replay(file.addresses().get(1), port)).isEqualTo(second);
            }
        }
    }

    /** All bytes until the end of the stream; on TLS an end without close_notify is an exception. */
    private static byte[] replay(InetAddress printer, int port) throws Exception {
        try (Socket socket = port == 3002 ? tls(printer, port) : new Socket(printer, port)) {
            socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
            socket.getOutputStream().write(REQUEST);
            return socket.getInputStream().readNBytes(MAX_REPLY);
        }
    }

    private static Socket tls(InetAddress printer, int port) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        return context.getSocketFactory().createSocket(printer, port);
    }

    /** The length counts all bytes, the six of framing included, low byte first. */
    private static byte[] frame(String json) throws IOException {
        byte[] payload = json.getBytes(StandardCharsets.US_ASCII);
        int total = payload.length + 6;
        ByteArrayOutputStream frame = new ByteArrayOutputStream(total);
        frame.write(new byte[] {(byte) 0xA5, (byte) 0xA5, (byte) total, (byte) (total >> 8)});
        frame.write(payload);
        frame.write(new byte[] {(byte) 0xA7, (byte) 0xA7});
        return frame.toByteArray();
    }
}
