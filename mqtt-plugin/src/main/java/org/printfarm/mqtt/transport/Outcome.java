package org.printfarm.mqtt.transport;

import io.netty.util.concurrent.Future;

/** Says that nobody waits for an outcome: a write or a close that fails ends the channel, and that is told in its own way. */
final class Outcome {

    private Outcome() {}

    static void ignored(Future<?> future) {
        assert future != null;
    }
}
