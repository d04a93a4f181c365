package org.printfarm.bambu.upload;

import java.net.Socket;

/**
 * A data connection that says it goes to the control port: JSSE looks a TLS session up by the peer's name and port, and machines
 * with {@code require_ssl_reuse} want the control connection's session on it (protocol notes, section 7).
 */
final class SessionSocket extends Socket {

    private final int controlPort;

    SessionSocket(int controlPort) {
        this.controlPort = controlPort;
    }

    @Override
    public int getPort() {
        return super.getPort() == 0 ? 0 : controlPort;
    }
}
