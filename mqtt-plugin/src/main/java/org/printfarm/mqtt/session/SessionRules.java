package org.printfarm.mqtt.session;

import java.time.Duration;

/**
 * The limits of one printer's sessions.
 *
 * @param port the local port, for events
 * @param connectTimeout from accepting a connection to its CONNECT
 * @param maxPacketBytes the largest packet of a logged-in client, bytes
 * @param pushInterval from one full status to the next
 * @param maxSessions connections at one time
 */
public record SessionRules(
        int port, Duration connectTimeout, int maxPacketBytes, Duration pushInterval, int maxSessions) {}
