package org.printfarm.mqtt.message;

import java.util.Map;
import java.util.Set;

/** The sections and commands that slicers send. Source: open slicers and LAN clients. */
final class KnownCommands {

    private static final Map<String, Set<String>> BY_SECTION = Map.of(
            "print",
            Set.of(
                    "pause",
                    "resume",
                    "stop",
                    "ledctrl",
                    "gcode_line",
                    "print_speed",
                    "skip_objects",
                    "clean_print_error",
                    "print_option",
                    "calibration",
                    "unload_filament",
                    "ams_change_filament",
                    "ams_filament_setting",
                    "ams_user_setting",
                    "ams_control",
                    "ams_get_rfid",
                    "ams_filament_drying",
                    "ams_reset",
                    "auto_stop_ams_dry",
                    "extrusion_cali",
                    "extrusion_cali_get",
                    "extrusion_cali_get_result",
                    "extrusion_cali_sel",
                    "extrusion_cali_set",
                    "extrusion_cali_del",
                    "flowrate_cali",
                    "flowrate_get_result",
                    "set_fan",
                    "set_airduct",
                    "set_bed_temp",
                    "set_nozzle_temp",
                    "set_ctt",
                    "set_accessories",
                    "select_extruder",
                    "refresh_nozzle",
                    "set_against_continued_heating_mode",
                    "set_extrusion_length",
                    "back_to_center",
                    "xyz_ctrl",
                    "idle_ignore",
                    "buzzer_ctrl",
                    "get_auto_nozzle_mapping",
                    "nozzle_holder_ctrl",
                    "resume_from_error"),
            "system",
            Set.of(
                    "ledctrl",
                    "set_accessories",
                    "get_accessories",
                    "print_cache_set",
                    "set_door_stat",
                    "uiop",
                    "get_position"),
            "camera",
            Set.of("ipcam_record_set", "ipcam_timelapse", "ipcam_resolution_set", "ipcam_get_media_info"),
            "xcam",
            Set.of("xcam_control_set"),
            "upgrade",
            Set.of("get_history", "upgrade_confirm", "consistency_confirm", "start"),
            "pushing",
            Set.of("pushall", "start", "stop"),
            "info",
            Set.of("get_version"),
            "security",
            Set.of("app_cert_install", "app_cert_list"),
            "update",
            Set.of("update"),
            "liveview",
            Set.of("init", "prepare"));

    private KnownCommands() {}

    static boolean isSection(String section) {
        return BY_SECTION.containsKey(section);
    }

    static boolean knows(String section, String command) {
        return BY_SECTION.getOrDefault(section, Set.of()).contains(command);
    }
}
