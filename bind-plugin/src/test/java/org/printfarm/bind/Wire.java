package org.printfarm.bind;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client in plain text. */
public final class Wire {

    /** How long a client of the tests waits for anything; real ones wait 5 s, on machines that are not loaded by tests. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MAX_REPLY = 65_536;

    /** Bytes of a frame beside its text. */
    private static final int FRAMING = 6;

    private Wire() {}

    /** Puts the frame around a text, without the code under test. */
    public static byte[] frame(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        int total = text.length + FRAMING;
        ByteArrayOutputStream out = new ByteArrayOutputStream(total);
        out.writeBytes(new byte[] {(byte) 0xA5, (byte) 0xA5, (byte) total, (byte) (total >> 8)});
        out.writeBytes(text);
        out.writeBytes(new byte[] {(byte) 0xA7, (byte) 0xA7});
        return out.toByteArray();
    }

    /** A request to detect. */
    public static byte[] detect() {
        return detect(0);
    }

    /** A request to detect whose frame has that many bytes, or as few as it can; JSON allows the blanks. */
    public static byte[] detect(int bytes) {
        String json = "{\"login\":{\"command\":\"detect\",\"sequence_id\":\"20000\"}";
        return frame(json + " ".repeat(Math.max(0, bytes - json.length() - 1 - FRAMING)) + "}");
    }

    /** A connection that sends at once and does not wait for ever. */
    public static Socket connect(InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(server, (int) PATIENCE.toMillis());
        return socket;
    }

    /** Sends, and returns all until the server closes. A reset is an exception. */
    public static byte[] exchange(InetSocketAddress server, byte[]... pieces) throws IOException {
        try (Socket socket = connect(server)) {
            for (byte[] piece : pieces) {
                socket.getOutputStream().write(piece);
            }
            return readToEnd(socket);
        }
    }

    /** All until the server closes. */
    public static byte[] readToEnd(Socket socket) throws IOException {
        return socket.getInputStream().readNBytes(MAX_REPLY);
    }

    /** Ends a connection with a reset. */
    public static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
