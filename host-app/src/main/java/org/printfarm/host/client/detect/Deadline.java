package org.printfarm.host.client.detect;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** A moment by which something must be done. */
final class Deadline {

    private final long endNanos;

    Deadline(Duration patience) {
        this.endNanos = System.nanoTime() + patience.toNanos();
    }

    /**
     * What is left.
     *
     * @return 1 ms or more, as a socket time-out wants it
     * @throws SocketTimeoutException when nothing is left
     */
    int millisLeft() throws SocketTimeoutException {
        long millis = Duration.ofNanos(endNanos - System.nanoTime()).toMillis();
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }
}
