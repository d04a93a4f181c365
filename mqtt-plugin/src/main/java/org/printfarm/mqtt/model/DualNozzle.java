package org.printfarm.mqtt.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How a printer with two nozzles tells about them. A slicer reads it only when {@code cfg}, {@code fun}, {@code aux} and
 * {@code stat} stand beside it, and reads the storage from {@code aux} then. Source: what open slicers read.
 *
 * @param cfg bits in hexadecimal; none set
 * @param fun bits in hexadecimal; none set. Bit 31 would steer the slicer to another port
 * @param fun2 bits in hexadecimal; none set. Bit 0 would steer the slicer to another port
 * @param aux bits in hexadecimal; bits 12 and 13 say 1: storage inserted
 * @param stat bits in hexadecimal; none set
 * @param device the list of what is fitted
 */
public record DualNozzle(String cfg, String fun, String fun2, String aux, String stat, Device device) {

    /**
     * What is fitted.
     *
     * @param type 1: a printer
     * @param extruder the extruders
     * @param nozzle the nozzles
     */
    public record Device(int type, Extruders extruder, Nozzles nozzle) {}

    /**
     * The extruders.
     *
     * @param state bits 0 to 3: how many; bits 4 to 11: which one is active and which is wanted, 0 for the right one
     * @param info one entry each
     */
    public record Extruders(int state, List<Extruder> info) {}

    /**
     * One extruder.
     *
     * @param id 0 right, 1 left
     * @param filamBak filaments that may replace each other: none
     * @param info bits; bit 3 says that a nozzle is fitted
     * @param temp degrees Celsius; wanted in the upper, measured in the lower 16 bits
     * @param spre the slot before; changer in the upper, slot in the lower 8 bits
     * @param snow the slot now
     * @param star the slot wanted
     * @param stat always 0
     * @param hpre the nozzle before
     * @param hnow the nozzle now
     * @param htar the nozzle wanted
     */
    public record Extruder(
            int id,
            List<Integer> filamBak,
            int info,
            int temp,
            int spre,
            int snow,
            int star,
            int stat,
            int hpre,
            int hnow,
            int htar) {}

    /**
     * The nozzles.
     *
     * @param exist one bit each
     * @param state always 0
     * @param info one entry each
     */
    public record Nozzles(int exist, int state, List<Nozzle> info) {}

    /**
     * One nozzle.
     *
     * @param id the extruder it is in
     * @param type flow and material, for instance {@code HS01}
     * @param diameter millimetres
     * @param tm always 0
     * @param wear always 0
     */
    public record Nozzle(int id, String type, double diameter, int tm, int wear) {}

    private static final String NOTHING_SET = "0";
    private static final String STORAGE_IN_AUX = "1000";
    private static final int NOZZLE_FITTED = 1 << 3;
    private static final int EMPTY_SLOT = 0xFF;

    /** The external spool of the right extruder; the left one has the number below. */
    private static final int EXTERNAL_SPOOL = 0xFF;

    /**
     * Both nozzles of a model, cold and empty.
     *
     * @param traits a model with two nozzles
     * @return the fields
     */
    static DualNozzle of(ModelTraits traits) {
        int count = traits.nozzles();
        List<Extruder> extruders =
                IntStream.range(0, count).mapToObj(DualNozzle::extruder).toList();
        double diameter = Double.parseDouble(ModelTraits.NOZZLE_DIAMETER);
        List<Nozzle> nozzles = IntStream.range(0, count)
                .mapToObj(id -> new Nozzle(id, traits.nozzle().code(), diameter, 0, 0))
                .toList();
        Device device = new Device(1, new Extruders(count, extruders), new Nozzles((1 << count) - 1, 0, nozzles));
        return new DualNozzle(NOTHING_SET, NOTHING_SET, NOTHING_SET, STORAGE_IN_AUX, NOTHING_SET, device);
    }

    private static Extruder extruder(int id) {
        int slot = ((EXTERNAL_SPOOL - id) << 8) | EMPTY_SLOT;
        return new Extruder(id, List.of(), NOZZLE_FITTED, HeatFields.ROOM_CELSIUS, slot, slot, slot, 0, id, id, id);
    }
}
