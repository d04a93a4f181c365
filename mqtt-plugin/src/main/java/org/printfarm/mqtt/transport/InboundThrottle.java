package org.printfarm.mqtt.transport;

/**
 * How much of one client is read: at most so many packets and bytes in a second; then its socket is left alone until the
 * second is over, and TCP holds the client back. Pure; times are of {@link System#nanoTime}.
 */
final class InboundThrottle {

    /** Packets in a second. A slicer sends a few, a test with HiveMQ or Paho some dozens. */
    static final int MAX_PACKETS = 500;

    /** Bytes of payload in a second. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private long windowStart;
    private int packets;
    private long bytes;

    InboundThrottle(long now) {
        this.windowStart = now;
    }

    /**
     * Counts one packet.
     *
     * @param now the time
     * @param size its payload, bytes
     * @return how long not to read, nanoseconds; 0 to read on
     */
    long count(long now, int size) {
        if (now - windowStart >= SECOND_NANOS) {
            windowStart = now;
            packets = 0;
            bytes = 0;
        }
        packets++;
        bytes += size;
        boolean full = packets >= MAX_PACKETS || bytes >= MAX_BYTES;
        return full ? windowStart + SECOND_NANOS - now : 0;
    }
}
