package org.printfarm.mqtt.message;

import java.util.Map;
import java.util.Set;

/** The sections and commands that slicers send. Source: open slicers and LAN clients. */
final class KnownCommands {

    /** Those that a printer of a farm follows, or that ask nothing of it. */
    private static final Map<String, Set<String>> FOLLOWED = Map.of(
            "print",
            Set.of(
                    "pause",
                    "resume",
                    "stop",
                    "ledctrl",
                    "gcode_line",
                    "print_speed",
                    "clean_print_error",
                    "print_option",
                    "unload_filament",
                    "ams_change_filament",
                    "ams_filament_setting",
                    "ams_user_setting",
                    "extrusion_cali_get",
                    "extrusion_cali_sel",
                    "set_fan",
                    "set_airduct",
                    "set_bed_temp",
                    "set_nozzle_temp",
                    "set_ctt",
                    "set_accessories",
                    "select_extruder",
                    "set_against_continued_heating_mode",
                    "idle_ignore"),
            "system",
            Set.of("ledctrl", "set_accessories", "print_cache_set", "set_door_stat", "uiop"),
            "camera",
            Set.of("ipcam_record_set", "ipcam_timelapse", "ipcam_resolution_set"),
            "xcam",
            Set.of("xcam_control_set"),
            "upgrade",
            Set.of("get_history"),
            "pushing",
            Set.of("pushall", "start"),
            "info",
            Set.of("get_version"),
            "security",
            Set.of("app_cert_install"));

    /**
     * Those that ask for movements, measurements or answers that only hardware has. To answer them with success would be to say
     * that they have happened.
     */
    private static final Map<String, Set<String>> NEED_HARDWARE = Map.of(
            "print",
            Set.of(
                    "skip_objects",
                    "calibration",
                    "ams_control",
                    "ams_get_rfid",
                    "ams_filament_drying",
                    "ams_reset",
                    "auto_stop_ams_dry",
                    "extrusion_cali",
                    "extrusion_cali_get_result",
                    "extrusion_cali_set",
                    "extrusion_cali_del",
                    "flowrate_cali",
                    "flowrate_get_result",
                    "refresh_nozzle",
                    "set_extrusion_length",
                    "back_to_center",
                    "xyz_ctrl",
                    "buzzer_ctrl",
                    "get_auto_nozzle_mapping",
                    "nozzle_holder_ctrl",
                    "resume_from_error"),
            "system",
            Set.of("get_accessories", "get_position"),
            "camera",
            Set.of("ipcam_get_media_info"),
            "upgrade",
            Set.of("upgrade_confirm", "consistency_confirm", "start"),
            "pushing",
            Set.of("stop"),
            "security",
            Set.of("app_cert_list"),
            "update",
            Set.of("update"),
            "liveview",
            Set.of("init", "prepare"));

    private KnownCommands() {}

    static boolean isSection(String section) {
        return FOLLOWED.containsKey(section) || NEED_HARDWARE.containsKey(section);
    }

    static boolean knows(String section, String command) {
        return FOLLOWED.getOrDefault(section, Set.of()).contains(command) || needsHardware(section, command);
    }

    /** Whether a known command is one that no printer of a farm can follow. */
    static boolean needsHardware(String section, String command) {
        return NEED_HARDWARE.getOrDefault(section, Set.of()).contains(command);
    }
}
