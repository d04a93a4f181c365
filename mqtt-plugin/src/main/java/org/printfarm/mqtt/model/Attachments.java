package org.printfarm.mqtt.model;

import java.util.List;

/**
 * What stands in the status in boxes of its own: nothing is attached and nothing goes on.
 *
 * @param online what is plugged in
 * @param lightsReport the lamps
 * @param upgradeState the firmware update
 * @param ipcam the camera
 * @param xcam the camera's watchers
 * @param upload transfers through the maker's cloud
 * @param hms warnings to the user: none
 */
public record Attachments(
        Online online,
        List<Light> lightsReport,
        UpgradeState upgradeState,
        Ipcam ipcam,
        Xcam xcam,
        Upload upload,
        List<String> hms) {

    /**
     * What is plugged in.
     *
     * @param ahb the hub of the filament changers
     * @param rfid the tag reader
     * @param version counts changes
     */
    public record Online(boolean ahb, boolean rfid, int version) {}

    /**
     * One lamp.
     *
     * @param node which
     * @param mode on or off
     */
    public record Light(String node, String mode) {}

    /**
     * The firmware update: none goes on, none is asked for.
     *
     * @param sequenceId always 0
     * @param progress percent as text
     * @param status {@code IDLE}
     * @param consistencyRequest always false
     * @param disState 0: no update offered
     * @param errCode always 0
     * @param forceUpgrade always false
     * @param message empty
     * @param module empty
     * @param newVersionState 2: there is no newer version
     * @param newVerList empty
     */
    public record UpgradeState(
            int sequenceId,
            String progress,
            String status,
            boolean consistencyRequest,
            int disState,
            int errCode,
            boolean forceUpgrade,
            String message,
            String module,
            int newVersionState,
            List<String> newVerList) {}

    /**
     * The camera: there is none.
     *
     * @param ipcamDev {@code "0"}
     * @param ipcamRecord {@code disable}
     * @param timelapse {@code disable}
     * @param resolution empty
     * @param tutkServer {@code disable}
     * @param modeBits always 0
     */
    public record Ipcam(
            String ipcamDev,
            String ipcamRecord,
            String timelapse,
            String resolution,
            String tutkServer,
            int modeBits) {}

    /**
     * The camera's watchers: all off.
     *
     * @param allowSkipParts off
     * @param buildplateMarkerDetector off
     * @param firstLayerInspector off
     * @param haltPrintSensitivity {@code medium}
     * @param printHalt off
     * @param printingMonitor off
     * @param spaghettiDetector off
     */
    public record Xcam(
            boolean allowSkipParts,
            boolean buildplateMarkerDetector,
            boolean firstLayerInspector,
            String haltPrintSensitivity,
            boolean printHalt,
            boolean printingMonitor,
            boolean spaghettiDetector) {}

    /**
     * Transfers through the maker's cloud: none.
     *
     * @param status {@code idle}
     * @param progress percent
     * @param message empty
     */
    public record Upload(String status, int progress, String message) {}

    private static final int NO_NEWER_VERSION = 2;

    /**
     * Nothing attached.
     *
     * @return the boxes
     */
    static Attachments none() {
        return new Attachments(
                new Online(false, false, 0),
                List.of(new Light("chamber_light", "off")),
                new UpgradeState(0, "0", "IDLE", false, 0, 0, false, "", "", NO_NEWER_VERSION, List.of()),
                new Ipcam("0", "disable", "disable", "", "disable", 0),
                new Xcam(false, false, false, "medium", false, false, false),
                new Upload("idle", 0, ""),
                List.of());
    }
}
