package org.printfarm.mqtt.message;

import java.util.List;

/** What became of a message. */
public sealed interface ReadResult {

    /**
     * It was JSON of the right shape.
     *
     * @param requests those that this printer knows, in their order; empty when it knows none of them
     */
    record Understood(List<Request> requests) implements ReadResult {}

    /**
     * It was not.
     *
     * @param fault why
     */
    record Malformed(MessageFault fault) implements ReadResult {}
}
