import java.io.*;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.*;
import javax.net.ssl.*;

/** One anonymous FTPS session with implicit TLS 1.2 that uploads one byte; the findings differ in how the data socket is made. */
public final class Ftps {
    private Ftps() {}

    /** What the data socket says of its port: the truth; the control connection's in createSocket's argument; or the same by getPort. */
    public enum Data { OWN_PORT, ARGUMENT_ONLY, PORT_OF_CONTROL }

    /** The last reply to the upload: 226, or the refusal. */
    public static String upload(SSLContext context, int port, Data kind) throws IOException {
        SSLSocketFactory sockets = context.getSocketFactory();
        try (SSLSocket control = tls(sockets, port)) {
            BufferedReader replies = new BufferedReader(new InputStreamReader(control.getInputStream(), StandardCharsets.US_ASCII));
            reply(replies);
            for (String command : new String[] {"USER anonymous", "PASS x", "PBSZ 0", "PROT P", "TYPE I"}) {
                send(control, replies, command);
            }
            Matcher passive = Pattern.compile("(\\d+),(\\d+)\\)").matcher(send(control, replies, "PASV"));
            passive.find();
            int dataPort = Integer.parseInt(passive.group(1)) * 256 + Integer.parseInt(passive.group(2));
            Socket tcp = kind != Data.PORT_OF_CONTROL ? new Socket() : new Socket() {
                @Override public int getPort() {
                    return port;
                }
            };
            tcp.connect(new InetSocketAddress("127.0.0.1", dataPort));
            tcp.setSoTimeout(20_000);
            String begun = send(control, replies, "STOR in/file" + System.nanoTime());
            try (SSLSocket data = (SSLSocket) sockets.createSocket(tcp, "127.0.0.1", kind == Data.ARGUMENT_ONLY ? port : tcp.getPort(), true)) {
                data.setEnabledProtocols(new String[] {"TLSv1.2"});
                data.startHandshake();
                data.getOutputStream().write(1);
            } catch (IOException refused) {
                return begun.startsWith("150") ? reply(replies).substring(0, 3) : begun;
            }
            return begun.startsWith("150") ? reply(replies).substring(0, 3) : begun;
        }
    }

    private static SSLSocket tls(SSLSocketFactory sockets, int port) throws IOException {
        Socket tcp = new Socket("127.0.0.1", port);
        tcp.setSoTimeout(20_000);
        SSLSocket socket = (SSLSocket) sockets.createSocket(tcp, "127.0.0.1", port, true);
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.startHandshake();
        return socket;
    }

    private static String send(SSLSocket control, BufferedReader replies, String command) throws IOException {
        control.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return reply(replies);
    }

    private static String reply(BufferedReader replies) throws IOException {
        String line = replies.readLine();
        return line == null ? "end" : line;
    }
}
