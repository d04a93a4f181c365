package org.printfarm.bench.drive;

/**
 * Exchanges to be done by a load process.
 *
 * @param transport how
 * @param targets {@code FIRST-LAST:PORT} or {@code ADDRESS:PORT} on the loopback network
 * @param concurrency in flight
 * @param warmUp how many come first and are checked, but not measured
 * @param count how many in all, at most
 * @param seconds none is started later
 * @param rate how many are started a second, 0 for as many as go
 */
public record LoadSpec(
        Transport transport, String targets, int concurrency, long warmUp, long count, int seconds, int rate) {

    private static final long NO_LIMIT = 50_000_000;

    /** Plain TCP, or TLS of one version: of a client that takes RSA certificates only, or of one that offers everything. */
    public enum Transport {
        PLAIN("plain"),
        TLS13_RSA("TLS 1.3 RSA"),
        TLS12_RSA("TLS 1.2 RSA"),
        TLS13_ALL("TLS 1.3, all offered"),
        TLS12_ALL("TLS 1.2, all offered");

        private final String label;

        Transport(String label) {
            this.label = label;
        }

        /**
         * Its name in the report.
         *
         * @return short text
         */
        public String label() {
            return label;
        }

        /**
         * Whether it is encrypted.
         *
         * @return false for plain TCP
         */
        public boolean isTls() {
            return this != PLAIN;
        }

        /**
         * Whether the client takes every certificate, so that the server may choose.
         *
         * @return false for RSA and for plain TCP
         */
        public boolean offersAll() {
            return this == TLS13_ALL || this == TLS12_ALL;
        }

        boolean isTls12() {
            return this == TLS12_RSA || this == TLS12_ALL;
        }
    }

    /**
     * As many exchanges as go for some time.
     *
     * @param transport how
     * @param targets where
     * @param concurrency in flight
     * @param seconds how long
     * @return the plan
     */
    public static LoadSpec window(Transport transport, String targets, int concurrency, int seconds) {
        return new LoadSpec(transport, targets, concurrency, 0, NO_LIMIT, seconds, 0);
    }

    /**
     * So many exchanges, however long they take.
     *
     * @param transport how
     * @param targets where
     * @param concurrency in flight
     * @param count how many
     * @return the plan
     */
    public static LoadSpec count(Transport transport, String targets, int concurrency, long count) {
        return new LoadSpec(transport, targets, concurrency, 0, count, 3600, 0);
    }

    /**
     * The same, started at an even rate; the latency counts from when an exchange was due.
     *
     * @param perSecond how many are started a second
     * @return the plan
     */
    public LoadSpec atRate(int perSecond) {
        return new LoadSpec(transport, targets, concurrency, warmUp, count, seconds, perSecond);
    }
}
