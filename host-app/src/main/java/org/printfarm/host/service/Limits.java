package org.printfarm.host.service;

import java.time.Duration;

/**
 * How long supervision waits.
 *
 * @param call a plugin's call is given up after this
 * @param firstRetry from a trouble to the first retry; doubled for each further one
 * @param longestRetry the longest time between two retries; a service that ran as long starts anew with the first
 * @param closingCall the same as {@code call} while everything is stopped
 * @param closing everything is stopped within this
 * @param probing from one look at a port to the next
 * @param silence how long a port may keep a connection without an answer
 */
record Limits(
        Duration call,
        Duration firstRetry,
        Duration longestRetry,
        Duration closingCall,
        Duration closing,
        Duration probing,
        Duration silence) {

    /** What the plugin API promises. Stopping leaves half a second of the 5 s of a SIGTERM to the rest of the host. */
    static final Limits DEFAULT = new Limits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMillis(1_500),
            Duration.ofMillis(4_500),
            Duration.ofMinutes(5),
            Duration.ofSeconds(10));
}
