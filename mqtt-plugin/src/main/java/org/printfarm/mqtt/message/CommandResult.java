package org.printfarm.mqtt.message;

/** What became of a command. */
public sealed interface CommandResult {

    /**
     * It has happened.
     *
     * @param settings what the status shows from now on
     */
    record Done(MachineSettings settings) implements CommandResult {}

    /**
     * It has not.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements CommandResult {}

    /** Why a command is not followed. */
    enum Refusal {
        /** No printer knows it. */
        UNKNOWN_COMMAND("unknown command"),
        /** It moves, measures, heats up or reads what a printer of this farm has not. */
        NOT_POSSIBLE("this printer cannot do that"),
        /** The machine behind the printer says what it holds. */
        OF_THE_MACHINE("this printer shows a machine: set it there"),
        /** The machine behind the printer did not do it, or its driver cannot. */
        BY_THE_MACHINE("the machine of this printer does not do that now"),
        /** Nothing prints that could be paused, resumed or stopped. */
        NOT_PRINTING("no print is running"),
        /** A value is missing, out of range, or means something that this printer has not. */
        BAD_VALUE("the printer has no such part, or the value is out of range");

        private final String reason;

        Refusal(String reason) {
            this.reason = reason;
        }

        /**
         * The reply's {@code reason}.
         *
         * @return for people
         */
        public String reason() {
            return reason;
        }
    }
}
