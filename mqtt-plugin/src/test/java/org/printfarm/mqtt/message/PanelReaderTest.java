package org.printfarm.mqtt.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.driver.MachineSetting;

final class PanelReaderTest {

    private static Request.Other request(String section, String body) {
        String text = "{\"" + section + "\": {\"sequence_id\": \"1\", " + body + "}}";
        ReadResult read = RequestReader.read(text.getBytes(StandardCharsets.UTF_8));
        return (Request.Other) ((ReadResult.Understood) read).requests().get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "system|'\"command\":\"ledctrl\",\"led_node\":\"chamber_light\",\"led_mode\":\"on\"'|LIGHT|0|1",
                "print|'\"command\":\"print_speed\",\"param\":\"4\"'|SPEED|0|4",
                "print|'\"command\":\"set_fan\",\"fan_index\":32,\"speed\":70'|FAN|2|70",
                "print|'\"command\":\"gcode_line\",\"param\":\"M106 P3 S128 \\n\"'|FAN|3|50",
                "print|'\"command\":\"gcode_line\",\"param\":\"M107\"'|FAN|1|0",
                "print|'\"command\":\"gcode_line\",\"param\":\"M140 S65\\n\"'|BED|0|65",
                "print|'\"command\":\"set_nozzle_temp\",\"extruder_index\":1,\"target_temp\":240'|NOZZLE|1|240",
                "print|'\"command\":\"set_ctt\",\"ctt_val\":45'|CHAMBER|0|45",
            })
    void aCommandIsReadAsWhatTheMachineHasToDo(
            String section, String body, MachineSetting.Kind kind, int part, int value) {
        assertThat(PanelReader.read(request(section, body))).contains(List.of(new MachineSetting(kind, part, value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"command\":\"gcode_line\",\"param\":\"M140 S60\\nG28\"",
                "\"command\":\"gcode_line\",\"param\":\"M104\"",
                "\"command\":\"ledctrl\",\"led_node\":\"work_light\",\"led_mode\":\"on\"",
                "\"command\":\"ledctrl\",\"led_node\":\"chamber_light\",\"led_mode\":\"flashing\""
            })
    void whatCannotBePassedOnWholeIsNotPassedOn(String body) {
        assertThat(PanelReader.read(request("print", body))).contains(List.of());
    }

    @Test
    void otherCommandsAreNoneOfThePanel() {
        assertThat(PanelReader.read(request("print", "\"command\":\"print_option\",\"sound_enable\":true")))
                .isEmpty();
    }
}
