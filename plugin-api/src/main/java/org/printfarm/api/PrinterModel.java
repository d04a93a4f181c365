package org.printfarm.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The printer models a slicer knows, with the names each protocol uses for them.
 *
 * <p>Source of all codes: the model table of the project's protocol notes, section 6 (captures and client sources).
 *
 * @since 1.0
 */
public enum PrinterModel {
    /** X1 Carbon: what a printer is when the configuration names no model. */
    X1C("X1C", "BL-P001", "00M"),
    /** X1. */
    X1("X1", "BL-P002", "00M"),
    /** X1E. */
    X1E("X1E", "C13", "03W"),
    /** X2D. */
    X2D("X2D", "N6", "20P"),
    /** P1P. */
    P1P("P1P", "C11", "01S"),
    /** P1S. */
    P1S("P1S", "C12", "01P"),
    /** P2S. */
    P2S("P2S", "N7", "22E"),
    /** A1. */
    A1("A1", "N2S", "039"),
    /** A1 mini. */
    A1_MINI("A1 mini", "N1", "030"),
    /** A2L. */
    A2L("A2L", "N9", "26A"),
    /** H2D. */
    H2D("H2D", "O1D", "094"),
    /** H2D Pro. */
    H2D_PRO("H2D Pro", "O1E", "239"),
    /** H2C. */
    H2C("H2C", "O1C", "31B"),
    /** H2S: shares the serial prefix of the H2D. */
    H2S("H2S", "O1S", "094");

    private static final String MAKER = "Bambu Lab ";

    private final String displayName;
    private final String wireCode;
    private final String serialPrefix;

    PrinterModel(String displayName, String wireCode, String serialPrefix) {
        this.displayName = displayName;
        this.wireCode = wireCode;
        this.serialPrefix = serialPrefix;
    }

    /**
     * What people call the model and what stands in {@code farm.yaml}.
     *
     * @return for instance {@code A1 mini}
     */
    public String displayName() {
        return displayName;
    }

    /**
     * What goes over the wire in detect and discovery.
     *
     * @return for instance {@code BL-P001}
     */
    public String wireCode() {
        return wireCode;
    }

    /**
     * The three characters that a serial of this model starts with.
     *
     * @return for instance {@code 00M}
     */
    public String serialPrefix() {
        return serialPrefix;
    }

    /**
     * What the version reply over MQTT calls the product: LAN clients know a model by it.
     *
     * @return for instance {@code Bambu Lab P1S}
     */
    public String productName() {
        return MAKER + displayName;
    }

    /**
     * How many nozzles the model prints with. Source: the maker's data sheets.
     *
     * @return 1 or 2
     */
    public int nozzles() {
        return switch (this) {
            case X2D, H2D, H2D_PRO, H2C -> 2;
            case X1C, X1, X1E, P1P, P1S, P2S, A1, A1_MINI, A2L, H2S -> 1;
        };
    }

    /**
     * Finds a model by its display name or its wire code, upper or lower case.
     *
     * @param nameOrCode for instance {@code p1s} or {@code C12}
     * @return the model; empty when there is none of that name
     */
    public static Optional<PrinterModel> find(String nameOrCode) {
        String wanted = nameOrCode.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(model -> model.displayName.toUpperCase(Locale.ROOT).equals(wanted)
                        || model.wireCode.toUpperCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }
}
