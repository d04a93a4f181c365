package org.printfarm.host.service;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.printfarm.api.service.PortClaim;

/**
 * Asks one TCP port whether somebody takes connections there. The system's own queue takes them also when nobody does, so
 * it is the close or the first byte of the other side that counts.
 */
final class PortAnswer {

    private static final int TRIES = 2;

    private final OwnProbes probes;
    private final Duration patience;

    /**
     * A way to ask.
     *
     * @param probes knows each connection before it is made
     * @param patience how long one may stay open and silent
     */
    PortAnswer(OwnProbes probes, Duration patience) {
        this.probes = probes;
        this.patience = patience;
    }

    /**
     * Asks, twice before it says no: the whole machine may have been asleep in between. Blocks for at most twice the patience.
     *
     * @return false when nobody answers; true also where that cannot be found out, because the process has no descriptor left
     */
    boolean isThere(PortClaim claim) {
        return IntStream.range(0, TRIES).anyMatch(tried -> isThereNow(claim));
    }

    private boolean isThereNow(PortClaim claim) {
        InetAddress address = claim.address().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : claim.address();
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(address, 0));
            InetSocketAddress local = (InetSocketAddress) socket.getLocalSocketAddress();
            probes.begin(local);
            try {
                return answers(socket, new InetSocketAddress(address, claim.firstPort()));
            } finally {
                probes.end(local);
            }
        } catch (BindException | ConnectException nobody) {
            return false;
        } catch (IOException noDescriptor) {
            return true;
        }
    }

    private boolean answers(Socket socket, InetSocketAddress port) throws IOException {
        int millis = (int) patience.toMillis();
        try {
            socket.connect(port, millis);
            socket.setSoTimeout(millis);
            socket.shutdownOutput();
            socket.getInputStream().read();
            return true;
        } catch (SocketTimeoutException silent) {
            return !hasDescriptor();
        } catch (ConnectException refused) {
            throw refused;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Whether the service could have taken the connection. */
    private static boolean hasDescriptor() {
        try (Socket spare = new Socket()) {
            spare.bind(null);
            return true;
        } catch (IOException none) {
            return false;
        }
    }
}
