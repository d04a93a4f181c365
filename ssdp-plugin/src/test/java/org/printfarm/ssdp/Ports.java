package org.printfarm.ssdp;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** UDP ports for tests: 2021 is the machine's own. */
final class Ports {

    private Ports() {}

    /** A port that nobody held a moment ago. */
    static int unused() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("0.0.0.0"))) {
            return socket.getLocalPort();
        }
    }
}
