package org.printfarm.mqtt.model;

/**
 * What the machine is made of and what is plugged in.
 *
 * @param homeFlag bits; bit 8 says that storage is inserted, without which a slicer refuses to send
 * @param sdcard always true, for the same reason
 * @param hwSwitchState always 0
 * @param nozzleDiameter millimetres as text
 * @param nozzleType the material of the nozzle in words
 * @param wifiSignal as text, with its unit
 * @param amsStatus always 0: no filament changer
 * @param amsRfidStatus always 0
 * @param lifecycle {@code product}
 * @param forceUpgrade always false
 */
public record MachineFields(
        int homeFlag,
        boolean sdcard,
        int hwSwitchState,
        String nozzleDiameter,
        String nozzleType,
        String wifiSignal,
        int amsStatus,
        int amsRfidStatus,
        String lifecycle,
        boolean forceUpgrade) {

    /** Bit 8 of {@code home_flag}: storage is inserted. */
    public static final int STORAGE_INSERTED = 1 << 8;

    /**
     * The machine of a model.
     *
     * @param traits what differs by model
     * @return the fields
     */
    static MachineFields of(ModelTraits traits) {
        return new MachineFields(
                STORAGE_INSERTED,
                true,
                0,
                ModelTraits.NOZZLE_DIAMETER,
                traits.nozzle().words(),
                "-44dBm",
                0,
                0,
                "product",
                false);
    }
}
