package org.printfarm.api;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a printer is fitted and loaded with, as the operator says it.
 *
 * @param nozzles one for each extruder of the model, the right one first
 * @param external the spool outside of any AMS for each extruder, the right one first
 * @param ams the AMS units, 0 to {@value #MAX_UNITS}
 * @since 1.0
 */
public record Loadout(List<Nozzle> nozzles, List<Spool> external, List<Ams> ams) {

    /** AMS units of four trays that a printer takes. */
    public static final int MAX_UNITS = 4;

    /**
     * One AMS unit.
     *
     * @param trays always {@value #TRAYS}, in their order; empty where nothing is in a tray
     */
    public record Ams(List<Optional<Spool>> trays) {

        /** Trays of a unit. */
        public static final int TRAYS = 4;

        /**
         * Copies and checks.
         *
         * @param trays see above
         * @throws IllegalArgumentException when there are not four
         */
        public Ams {
            trays = List.copyOf(trays);
            if (trays.size() != TRAYS) {
                throw new IllegalArgumentException("trays: expected " + TRAYS);
            }
        }
    }

    /**
     * Copies and checks.
     *
     * @param nozzles see above
     * @param external see above
     * @param ams see above
     * @throws IllegalArgumentException when there are too many AMS units, or not as many spools as nozzles
     */
    public Loadout {
        nozzles = List.copyOf(nozzles);
        external = List.copyOf(external);
        ams = List.copyOf(ams);
        if (nozzles.isEmpty() || nozzles.size() != external.size()) {
            throw new IllegalArgumentException("external: expected as many spools as nozzles");
        }
        if (ams.size() > MAX_UNITS) {
            throw new IllegalArgumentException("ams: expected at most " + MAX_UNITS + " units");
        }
    }

    /**
     * What a model has when nobody says otherwise: standard nozzles, generic PLA outside, no AMS.
     *
     * @param model the model
     * @return its loadout
     */
    public static Loadout standard(PrinterModel model) {
        return new Loadout(
                Collections.nCopies(model.nozzles(), Nozzle.STANDARD),
                Collections.nCopies(model.nozzles(), Spool.GENERIC_PLA),
                List.of());
    }
}
