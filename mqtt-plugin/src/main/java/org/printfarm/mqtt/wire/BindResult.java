package org.printfarm.mqtt.wire;

import org.printfarm.api.Fault;

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
