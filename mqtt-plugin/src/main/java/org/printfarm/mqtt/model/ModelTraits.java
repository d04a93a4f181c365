package org.printfarm.mqtt.model;

import java.util.List;
import org.printfarm.api.PrinterModel;

/**
 * What differs by model in status and version.
 *
 * <p>Which models have two nozzles, and which nozzle is fitted when bought: the makers' data sheets, and the lists of the
 * slicers' own printer profiles.
 *
 * @param nozzles 1 or 2
 * @param nozzle the material
 * @param boards the names of the boards in the version reply, beside {@code ota}
 */
public record ModelTraits(int nozzles, Nozzle nozzle, List<String> boards) {

    /** Millimetres: what every model is sold with. */
    public static final String NOZZLE_DIAMETER = "0.4";

    /** What a nozzle is made of, in both spellings of the wire. */
    public enum Nozzle {
        /** Stainless steel. */
        STAINLESS_STEEL("stainless_steel", "HS00"),
        /** Hardened steel. */
        HARDENED_STEEL("hardened_steel", "HS01");

        private final String words;
        private final String code;

        Nozzle(String words, String code) {
            this.words = words;
            this.code = code;
        }

        /**
         * How the older field spells it.
         *
         * @return for instance {@code hardened_steel}
         */
        public String words() {
            return words;
        }

        /**
         * How the list of nozzles spells it: standard flow, then two digits for the material.
         *
         * @return for instance {@code HS01}
         */
        public String code() {
            return code;
        }
    }

    private static final List<String> LINUX_BOARDS = List.of("rv1126", "mc", "th");
    private static final List<String> MICROCONTROLLER_BOARDS = List.of("esp32", "mc", "th");

    /**
     * The line of the table for one model.
     *
     * @param model the model
     * @return its traits
     */
    public static ModelTraits of(PrinterModel model) {
        return switch (model) {
            case X1C, X1E, P2S, H2S -> new ModelTraits(1, Nozzle.HARDENED_STEEL, LINUX_BOARDS);
            case X1 -> new ModelTraits(1, Nozzle.STAINLESS_STEEL, LINUX_BOARDS);
            case X2D, H2D, H2D_PRO, H2C -> new ModelTraits(2, Nozzle.HARDENED_STEEL, LINUX_BOARDS);
            case P1P, P1S, A1, A1_MINI, A2L -> new ModelTraits(1, Nozzle.STAINLESS_STEEL, MICROCONTROLLER_BOARDS);
        };
    }
}
