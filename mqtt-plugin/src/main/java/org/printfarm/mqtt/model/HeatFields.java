package org.printfarm.mqtt.model;

/**
 * Temperatures in degrees Celsius: a cold printer in a warm room.
 *
 * @param bedTemper now
 * @param bedTargetTemper wanted, 0 for off
 * @param nozzleTemper now
 * @param nozzleTargetTemper wanted, 0 for off
 * @param chamberTemper now
 */
public record HeatFields(
        double bedTemper,
        double bedTargetTemper,
        double nozzleTemper,
        double nozzleTargetTemper,
        double chamberTemper) {

    /** What every thermometer of a virtual printer shows. */
    static final int ROOM_CELSIUS = 25;

    /**
     * Everything cold.
     *
     * @return the fields
     */
    static HeatFields cold() {
        return new HeatFields(ROOM_CELSIUS, 0, ROOM_CELSIUS, 0, ROOM_CELSIUS);
    }
}
