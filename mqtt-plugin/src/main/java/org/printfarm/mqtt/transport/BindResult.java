package org.printfarm.mqtt.transport;

import org.printfarm.api.service.Fault;

/** What became of a wish to listen. */
public sealed interface BindResult {

    /**
     * The socket listens.
     *
     * @param listener close it to free the address
     */
    record Listening(MqttListener listener) implements BindResult {}

    /**
     * It does not.
     *
     * @param fault why
     */
    record Refused(Fault fault) implements BindResult {}
}
