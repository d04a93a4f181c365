package org.printfarm.bambu.link;

import java.time.Duration;

/** How long to wait between attempts to connect: 1 s, doubling to 30 s. Confined to one thread. */
final class Backoff {

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration next = SHORTEST;

    Duration next() {
        Duration now = next;
        Duration twice = now.multipliedBy(2);
        next = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
        return now;
    }

    /** A machine that refuses the login is not asked often. */
    Duration longest() {
        next = LONGEST;
        return LONGEST;
    }

    void reset() {
        next = SHORTEST;
    }
}
