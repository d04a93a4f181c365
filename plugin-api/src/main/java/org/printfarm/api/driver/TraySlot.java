package org.printfarm.api.driver;

/**
 * Where a tray is. Source of the numbers: {@code ams_mapping2} on the wire.
 *
 * @param unit the AMS unit: 0 to 3, from 128 on for an AMS HT, {@value #EXTERNAL} for the external spool ({@value
 *     #EXTERNAL_LEFT}: the second one of a machine with two nozzles)
 * @param slot the tray in the unit, 0 to 3; 0 for an external spool
 * @since 1.0
 */
public record TraySlot(int unit, int slot) {

    /** The unit of the external spool. */
    public static final int EXTERNAL = 255;

    /** The unit of the second external spool on machines with two nozzles. */
    public static final int EXTERNAL_LEFT = 254;

    /**
     * Whether it is a spool outside of an AMS.
     *
     * @return true for an external spool
     */
    public boolean isExternal() {
        return unit == EXTERNAL || unit == EXTERNAL_LEFT;
    }
}
