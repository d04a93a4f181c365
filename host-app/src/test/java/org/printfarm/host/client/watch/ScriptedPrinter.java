package org.printfarm.host.client.watch;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestTls;
import org.printfarm.host.client.ClientException;

/** A printer that takes one client, answers CONNECT as told, and publishes what it was given after SUBSCRIBE. */
final class ScriptedPrinter implements AutoCloseable {

    private static final int SUBSCRIBE = 8;

    private final SSLServerSocket listener;
    private final int answer;
    private final List<String> reports;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Thread thread;

    ScriptedPrinter(int answer, String... reports) throws IOException {
        this.answer = answer;
        this.reports = List.of(reports);
        listener = (SSLServerSocket)
                TestTls.shared().context().getServerSocketFactory().createServerSocket();
        listener.bind(new InetSocketAddress(Loopback.next(), 0));
        thread = new Thread(this::serve, "scripted-printer");
        thread.setDaemon(true);
        thread.start();
    }

    String host() {
        return listener.getInetAddress().getHostAddress();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The packets so far, as text. */
    List<String> received() {
        return List.copyOf(received);
    }

    private void serve() {
        try (SSLSocket client = (SSLSocket) listener.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            note(in);
            out.write(new byte[] {0x20, 2, 0, (byte) answer});
            for (int count = 0; answer == 0 && count < 100; count++) {
                if (note(in) == SUBSCRIBE) {
                    out.write(new byte[] {(byte) 0x90, 3, 0, 1, 0});
                    for (String report : reports) {
                        out.write(MqttPackets.publish("device/01P00A000000000/report", report));
                    }
                }
            }
        } catch (IOException | ClientException end) {
            received.add("END");
        }
    }

    private int note(DataInputStream in) throws IOException, ClientException {
        MqttPackets.Received packet = MqttPackets.read(in);
        received.add(StandardCharsets.ISO_8859_1.decode(packet.body()).toString());
        return packet.type();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        thread.interrupt();
    }
}
