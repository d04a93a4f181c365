package org.printfarm.mqtt.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The commands that are told apart in events. The constants' names in lower case are those on the wire. */
public enum Command {
    /** Stop for a while. */
    PAUSE,
    /** Go on. */
    RESUME,
    /** Give up. */
    STOP,
    /** Switch a lamp. */
    LEDCTRL,
    /** Run one line of G-code. */
    GCODE_LINE,
    /** Choose one of four speeds. */
    PRINT_SPEED,
    /** Leave objects of the plate out. */
    SKIP_OBJECTS,
    /** Remove what the user was warned of. */
    CLEAN_PRINT_ERROR,
    /** Set options of the print. */
    PRINT_OPTION,
    /** Calibrate. */
    CALIBRATION,
    /** Unload the filament. */
    UNLOAD_FILAMENT,
    /** Change the filament. */
    AMS_CHANGE_FILAMENT,
    /** Say what filament is in a slot. */
    AMS_FILAMENT_SETTING,
    /** Set options of the filament changer. */
    AMS_USER_SETTING,
    /** Steer the filament changer. */
    AMS_CONTROL,
    /** Read the tag of a spool. */
    AMS_GET_RFID,
    /** List flow calibrations. */
    EXTRUSION_CALI_GET,
    /** Choose a flow calibration. */
    EXTRUSION_CALI_SEL,
    /** Store a flow calibration. */
    EXTRUSION_CALI_SET,
    /** Switch the air duct or a fan. */
    SET_FAN,
    /** Set the bed's temperature. */
    SET_BED_TEMP,
    /** Set a nozzle's temperature. */
    SET_NOZZLE_TEMP,
    /** Set the chamber's temperature. */
    SET_CTT,
    /** Say which nozzle is fitted. */
    SET_ACCESSORIES,
    /** Everything that is not listed. */
    OTHER;

    private static final Map<String, Command> BY_NAME = Arrays.stream(values())
            .filter(command -> command != OTHER)
            .collect(Collectors.toUnmodifiableMap(
                    command -> command.name().toLowerCase(Locale.ROOT), Function.identity()));

    /**
     * Which command a name means.
     *
     * @param name as it came
     * @return {@link #OTHER} for names that are not listed
     */
    static Command of(String name) {
        return BY_NAME.getOrDefault(name, OTHER);
    }
}
