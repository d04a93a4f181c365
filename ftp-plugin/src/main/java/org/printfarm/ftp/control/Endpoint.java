package org.printfarm.ftp.control;

import java.net.InetSocketAddress;
import javax.net.ssl.SSLEngine;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.ftp.session.ControlWire;
import org.printfarm.ftp.session.FtpSession;

/** Who answers at one local address. Any thread; never blocks. */
public interface Endpoint {

    /**
     * TLS for a new control connection.
     *
     * @return an engine of its own for each call
     */
    SSLEngine newEngine();

    /**
     * Whether a connection is the host's own look at the port: it is closed at once, and nothing else is made of it.
     *
     * @param peer the other end
     */
    boolean isOwnProbe(InetSocketAddress peer);

    /** Whether the host may answer at this instant; otherwise a connection is closed at once as well. */
    boolean mayAnswer();

    /**
     * A connection whose TLS is up.
     *
     * @param wire where replies go
     * @param peer the client
     * @param local where it connected
     * @return the session; not greeted yet
     */
    FtpSession open(ControlWire wire, InetSocketAddress peer, InetSocketAddress local);

    /**
     * Something happened before there was a session.
     *
     * @param kind what
     * @param local where
     * @param peer the client
     * @param code a word for it
     */
    void publish(PrinterEvent.Kind kind, InetSocketAddress local, InetSocketAddress peer, String code);

    /**
     * The process has no file descriptors left.
     *
     * @param local where that was met
     */
    void publishNoDescriptors(InetSocketAddress local);
}
