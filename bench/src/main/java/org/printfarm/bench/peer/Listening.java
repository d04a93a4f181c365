package org.printfarm.bench.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Waits for a server to come up. */
final class Listening {

    private static final int ATTEMPTS = 200;
    private static final long PAUSE_MS = 50;

    private Listening() {}

    static void await(Process server, InetSocketAddress address) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS && server.isAlive(); attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(address);
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        }
        throw new IOException("a peer does not listen on " + address);
    }
}
