package org.printfarm.mqtt.message;

/**
 * Switches of a printer, with the bits that show them. The names in lower case are those on the wire. Source: what open
 * slicers read.
 */
enum PrintOption {
    /** Go on after a loss of steps. */
    AUTO_RECOVERY(4, 16),
    /** Guess the filament that is left. */
    CALIBRATE_REMAIN_FLAG(7, 17),
    /** Go on with the same filament of another tray. */
    AUTO_SWITCH_FILAMENT(10, 18),
    /** Sounds. */
    SOUND_ENABLE(17, 22),
    /** Look for tangled filament. */
    FILAMENT_TANGLE_DETECT(20, 23),
    /** Look for blobs. */
    NOZZLE_BLOB_DETECT(24, 24),
    /** Look for prints into the air. */
    AIR_PRINT_DETECT(28, -1);

    private final int homeBit;
    private final int cfgBit;

    PrintOption(int homeBit, int cfgBit) {
        this.homeBit = homeBit;
        this.cfgBit = cfgBit;
    }

    /** The bit of {@code home_flag}. */
    int homeBit() {
        return homeBit;
    }

    /** The bit of {@code cfg}; -1 when it has none. */
    int cfgBit() {
        return cfgBit;
    }
}
