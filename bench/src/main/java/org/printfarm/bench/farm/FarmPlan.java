package org.printfarm.bench.farm;

/**
 * What farm is to be started.
 *
 * @param printers how many, 1 to {@link #MAX_PRINTERS}
 * @param services which run for each
 * @param keys the setting {@code farm.keys}
 * @param logging what it logs
 * @param pinned whether it runs on the server's core alone
 */
public record FarmPlan(int printers, Services services, Keys keys, Logging logging, boolean pinned) {

    /** As many as addresses are kept for. */
    public static final int MAX_PRINTERS = 10_000;

    /** Which services run. */
    public enum Services {
        BIND_ONLY("bind"),
        MQTT_ONLY("mqtt"),
        ALL("all");

        private final String label;

        Services(String label) {
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
    }

    /** Which keys the farm has. */
    public enum Keys {
        /** RSA alone. */
        DEFAULT,
        RSA_AND_EC
    }

    /** What the farm logs. */
    public enum Logging {
        /** Warnings only, by a file of the bench's own. */
        QUIET,
        /** A line for each exchange, as it is set up for users. */
        DEFAULT
    }

    /**
     * A pinned farm that logs nothing of exchanges.
     *
     * @param printers how many
     * @param services which run
     * @return the plan
     */
    public static FarmPlan quiet(int printers, Services services) {
        return new FarmPlan(printers, services, Keys.DEFAULT, Logging.QUIET, true);
    }

    /**
     * The same farm on all cores.
     *
     * @return the plan
     */
    public FarmPlan unpinned() {
        return new FarmPlan(printers, services, keys, logging, false);
    }

    /**
     * The same farm with other keys.
     *
     * @param other which
     * @return the plan
     */
    public FarmPlan with(Keys other) {
        return new FarmPlan(printers, services, other, logging, pinned);
    }

    /**
     * The same farm with another log.
     *
     * @param other which
     * @return the plan
     */
    public FarmPlan with(Logging other) {
        return new FarmPlan(printers, services, keys, other, pinned);
    }
}
