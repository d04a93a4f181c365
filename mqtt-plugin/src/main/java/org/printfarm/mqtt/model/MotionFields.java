package org.printfarm.mqtt.model;

/**
 * Fans and speed, all at rest.
 *
 * @param coolingFanSpeed {@code "0"} to {@code "15"}
 * @param bigFan1Speed {@code "0"} to {@code "15"}
 * @param bigFan2Speed {@code "0"} to {@code "15"}
 * @param heatbreakFanSpeed {@code "0"} to {@code "15"}
 * @param fanGear always 0
 * @param spdLvl 2: standard
 * @param spdMag 100 percent
 */
public record MotionFields(
        String coolingFanSpeed,
        String bigFan1Speed,
        String bigFan2Speed,
        String heatbreakFanSpeed,
        int fanGear,
        int spdLvl,
        int spdMag) {

    /**
     * Everything stopped, standard speed chosen.
     *
     * @return the fields
     */
    static MotionFields resting() {
        return new MotionFields("0", "0", "0", "0", 0, 2, 100);
    }
}
