package org.printfarm.mqtt.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The filament: no changer, and an empty external spool for each nozzle.
 *
 * @param ams the changers
 * @param spools the external spools, right one first
 */
public record Filament(Changers ams, List<Spool> spools) {

    /**
     * The filament changers: none.
     *
     * @param ams always empty
     * @param amsExistBits bits in hexadecimal
     * @param trayExistBits bits in hexadecimal
     * @param trayIsBblBits bits in hexadecimal
     * @param trayReadDoneBits bits in hexadecimal
     * @param trayReadingBits bits in hexadecimal
     * @param trayTar 255: none
     * @param trayNow 255: none
     * @param trayPre 255: none
     * @param version always 0
     * @param insertFlag always false
     * @param powerOnFlag always false
     */
    public record Changers(
            List<String> ams,
            String amsExistBits,
            String trayExistBits,
            String trayIsBblBits,
            String trayReadDoneBits,
            String trayReadingBits,
            String trayTar,
            String trayNow,
            String trayPre,
            int version,
            boolean insertFlag,
            boolean powerOnFlag) {}

    /**
     * One external spool of unknown filament.
     *
     * @param id 254, or 255 for the right one of two
     * @param trayInfoIdx the filament's profile: unknown
     * @param trayType the material: unknown
     * @param trayColor red, green, blue, alpha in hexadecimal
     * @param nozzleTempMin degrees Celsius as text
     * @param nozzleTempMax degrees Celsius as text
     * @param remain percent left
     * @param k pressure advance
     * @param n always 1
     * @param caliIdx -1: not calibrated
     * @param tagUid no tag
     * @param trayUuid no tag
     */
    public record Spool(
            String id,
            String trayInfoIdx,
            String trayType,
            String trayColor,
            String nozzleTempMin,
            String nozzleTempMax,
            int remain,
            double k,
            int n,
            int caliIdx,
            String tagUid,
            String trayUuid) {}

    private static final String NO_TRAY = "255";
    private static final int ONLY_SPOOL = 254;
    private static final int RIGHT_SPOOL = 255;
    private static final double DEFAULT_K = 0.02;

    /**
     * What a printer without changer has.
     *
     * @param nozzles 1 or 2
     * @return the fields
     */
    static Filament external(int nozzles) {
        int first = nozzles == 1 ? ONLY_SPOOL : RIGHT_SPOOL;
        List<Spool> spools = IntStream.range(0, nozzles)
                .mapToObj(index -> emptySpool(first - index))
                .toList();
        Changers none = new Changers(List.of(), "0", "0", "0", "0", "0", NO_TRAY, NO_TRAY, NO_TRAY, 0, false, false);
        return new Filament(none, spools);
    }

    private static Spool emptySpool(int id) {
        return new Spool(
                Integer.toString(id),
                "",
                "",
                "00000000",
                "0",
                "0",
                0,
                DEFAULT_K,
                1,
                -1,
                "0".repeat(16),
                "0".repeat(32));
    }
}
