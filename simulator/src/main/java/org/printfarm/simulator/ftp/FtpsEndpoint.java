package org.printfarm.simulator.ftp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.printfarm.simulator.machine.MachineCertificate;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineSpec;
import org.printfarm.simulator.machine.MachineState;

/** Listens on a machine's FTPS port; one thread for it and one for each client. */
public final class FtpsEndpoint implements AutoCloseable {

    /** A client that says nothing for so long is dropped, ms. */
    private static final int IDLE_MILLIS = 300_000;

    private final MachineSpec spec;
    private final MachineState state;
    private final MachineRecord record;
    private final MachineCertificate certificate;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket server;

    /** Listens to nobody yet. */
    public FtpsEndpoint(MachineSpec spec, MachineState state, MachineRecord record, MachineCertificate certificate) {
        this.spec = spec;
        this.state = state;
        this.record = record;
        this.certificate = certificate;
    }

    /**
     * Begins to listen.
     *
     * @throws IOException when the port cannot be had
     */
    public synchronized void listen() throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(spec.address(), spec.ftpsPort()));
        server = socket;
        state.onCut(this::cut);
        daemon("simulated-ftps", () -> accept(socket));
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket client = from.accept();
                client.setSoTimeout(IDLE_MILLIS);
                open.add(client);
                daemon("simulated-ftps-client", () -> serve(client));
            } catch (IOException e) {
                // closed, or a client that left at once
            }
        }
    }

    private void serve(Socket client) {
        try (SSLSocket control = tls(client)) {
            new FtpsSession(spec, state, record, control, this::tls).run();
        } catch (IOException e) {
            // the client left, or the link was cut
        } finally {
            open.remove(client);
        }
    }

    /** The server's side of TLS over a connection that was accepted. */
    private SSLSocket tls(Socket plain) throws IOException {
        open.add(plain);
        SSLSocket socket = (SSLSocket) certificate
                .tls()
                .getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        socket.setUseClientMode(false);
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        return socket;
    }

    /** Ends every connection without a word. */
    public void cut() {
        for (Socket socket : List.copyOf(open)) {
            open.remove(socket);
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                // it is of no further use
            }
            server = null;
        }
        cut();
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
