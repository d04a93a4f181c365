package org.printfarm.ftp.session;

import org.printfarm.ftp.protocol.Reply;

/** The control connection as a session sees it. Any thread; never blocks. */
public interface ControlWire {

    /**
     * Sends a reply, after those before it.
     *
     * @param reply what to send
     */
    void send(Reply reply);

    /** The client has logged in: from now on it makes room for no stranger. */
    void loggedIn();

    /** Ends the connection when all replies are sent: close_notify, then FIN. May be called twice. */
    void close();
}
