package org.printfarm.host.notify;

import java.io.IOException;

/** A way to tell somebody something. */
@FunctionalInterface
interface NotificationSender {

    /** Thrown when it would be in vain to try again: the other side does not want it. */
    final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * Sends it, once. Waits at most 30 s.
     *
     * @throws IOException when it did not get there; the message tells nothing secret
     */
    void send(Notification notification) throws IOException, InterruptedException;
}
