package org.printfarm.mqtt.session;

import java.net.InetSocketAddress;

/** The other side of a session, as the logic sees it. Implemented by the wire; called on the printer's thread. */
public interface Client {

    /**
     * The client's address and port.
     *
     * @return the same at every call
     */
    InetSocketAddress peer();

    /**
     * Sends a status, unless the client is not keeping up: then this one is left out, as the next one says it all again.
     *
     * @param topic where
     * @param qos 0 or 1
     * @param payload what; shared with others, not changed
     */
    void sendStatus(String topic, int qos, byte[] payload);

    /**
     * Sends the answer to a request.
     *
     * @param topic where
     * @param qos 0 or 1
     * @param payload what
     */
    void sendAnswer(String topic, int qos, byte[] payload);

    /**
     * Closes the connection at once.
     *
     * @param reason why
     */
    void end(EndReason reason);
}
