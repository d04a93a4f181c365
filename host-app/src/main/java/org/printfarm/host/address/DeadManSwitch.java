package org.printfarm.host.address;

import java.io.IOException;
import org.printfarm.host.files.Uptime;

/**
 * Whether what is held may stay. It may for ever, until somebody has said for how long: then it is a farm of several hosts, and what
 * this one may not have any more, another one may. Called under its owner's lock.
 */
final class DeadManSwitch {

    private static final long NEVER = Long.MAX_VALUE;

    private long until = NEVER;
    private boolean isDone;

    /** What is held may stay until then, by {@link Uptime}. */
    void prolong(long moment) {
        until = moment;
        isDone = false;
    }

    /** Whether anybody ever said how long. */
    boolean isUsed() {
        return until != NEVER;
    }

    /** Whether nothing may be held now; so also when the time cannot be read. */
    boolean isOver() {
        try {
            return isUsed() && Uptime.now() >= until;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether something has to go. */
    boolean isDue() {
        return !isDone && isOver();
    }

    /** Whatever was held is gone. */
    void done() {
        isDone = true;
    }
}
