package org.printfarm.api.driver;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a machine is, as it said last. Immutable.
 *
 * @param connection whether it can be spoken to
 * @param activity what it does; {@link Activity#UNKNOWN} unless {@link Capability#OBSERVE} is declared
 * @param taskId the task id that the machine names for the print it is about, also for one that ended; empty when it names none,
 *     or none of 1 to 2^31 − 1. Whether it is a {@link PrintOrder#taskId} of the farm's, the host knows; any other is a foreign
 *     print's
 * @param title what the machine calls its print; empty when there is none
 * @param progress how far the print is
 * @param temperatures how hot its parts are
 * @param trays all that it has, in the order it names them; empty when it tells none
 * @param nozzles the right or only one first; empty when unknown
 * @param storageFreeBytes room for uploads; empty when unknown
 * @param faults what is wrong now; those that keep it {@link Connection#OFFLINE} first
 * @param capabilities what it can do now
 * @since 1.0
 */
public record MachineStatus(
        Connection connection,
        Activity activity,
        OptionalInt taskId,
        Optional<String> title,
        Progress progress,
        Temperatures temperatures,
        List<Tray> trays,
        List<FittedNozzle> nozzles,
        OptionalLong storageFreeBytes,
        List<MachineFault> faults,
        Set<Capability> capabilities) {

    /**
     * Copies the collections.
     *
     * @param connection see above
     * @param activity see above
     * @param taskId see above
     * @param title see above
     * @param progress see above
     * @param temperatures see above
     * @param trays see above
     * @param nozzles see above
     * @param storageFreeBytes see above
     * @param faults see above
     * @param capabilities see above
     */
    public MachineStatus {
        trays = List.copyOf(trays);
        nozzles = List.copyOf(nozzles);
        faults = List.copyOf(faults);
        capabilities = Set.copyOf(capabilities);
    }

    /** Whether a machine can be spoken to. */
    public enum Connection {
        /** The driver has begun and knows nothing yet. */
        INITIALIZING,
        /** It answers. */
        ONLINE,
        /** It does not answer, or is not the one that was meant; the first fault says why. */
        OFFLINE,
        /** It was online and has been silent since; what it said last may be old. */
        UNKNOWN
    }

    /** What a machine does. Source: {@code gcode_state} on the wire, which has the same states. */
    public enum Activity {
        /** Nothing, and nothing was printed since it was switched on. */
        IDLE,
        /** It reads a file or heats up. */
        PREPARING,
        /** It prints. */
        PRINTING,
        /** A print is held, by a person or by the machine itself. */
        PAUSED,
        /** The last print ended well. */
        FINISHED,
        /** The last print was stopped or failed. */
        FAILED,
        /** Not told. */
        UNKNOWN;

        /**
         * Whether a print is on the machine.
         *
         * @return true from the beginning of a print to its end
         */
        public boolean isBusy() {
            return this == PREPARING || this == PRINTING || this == PAUSED;
        }

        /**
         * Whether the machine says that it could begin a print.
         *
         * @return false also when nothing is known
         */
        public boolean isAtRest() {
            return this == IDLE || this == FINISHED || this == FAILED;
        }
    }

    /**
     * A nozzle as the machine tells it.
     *
     * @param diameter millimetres as printed on it, for instance {@code 0.4}
     * @param highFlow whether it is a high-flow nozzle; empty when the machine does not tell
     */
    public record FittedNozzle(String diameter, Optional<Boolean> highFlow) {}

    /**
     * How far a print is.
     *
     * @param percent 0 to 100
     * @param layer the layer it is at; 0 before the first
     * @param layers all layers; 0 when unknown
     * @param remainingMinutes until its end; empty when unknown
     */
    public record Progress(int percent, int layer, int layers, OptionalInt remainingMinutes) {

        /** Nothing is printed. */
        public static final Progress NONE = new Progress(0, 0, 0, OptionalInt.empty());
    }

    /**
     * How hot the parts of a machine are, degrees Celsius; empty where it does not tell.
     *
     * @param nozzle the right or only nozzle
     * @param nozzleTarget what the nozzle is heated to; 0 when off
     * @param bed the bed
     * @param bedTarget what the bed is heated to; 0 when off
     * @param chamber the air inside
     */
    public record Temperatures(
            OptionalDouble nozzle,
            OptionalDouble nozzleTarget,
            OptionalDouble bed,
            OptionalDouble bedTarget,
            OptionalDouble chamber) {

        /** Nothing is told. */
        public static final Temperatures UNKNOWN = new Temperatures(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    /**
     * A status of a machine of which nothing is known.
     *
     * @param connection whether it can be spoken to
     * @param faults why not
     * @param capabilities what it can do now
     * @return with nothing else
     */
    public static MachineStatus of(Connection connection, List<MachineFault> faults, Set<Capability> capabilities) {
        return new MachineStatus(
                connection,
                Activity.UNKNOWN,
                OptionalInt.empty(),
                Optional.empty(),
                Progress.NONE,
                Temperatures.UNKNOWN,
                List.of(),
                List.of(),
                OptionalLong.empty(),
                faults,
                capabilities);
    }
}
