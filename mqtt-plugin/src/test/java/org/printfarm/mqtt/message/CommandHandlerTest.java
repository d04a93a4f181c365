package org.printfarm.mqtt.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.Loadout;
import org.printfarm.api.Nozzle;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.Spool;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.settings.Secret;
import org.printfarm.mqtt.model.StatusReport;

/** A command that is answered with success shows in the next report; one that is not changes nothing. */
class CommandHandlerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "X1C | print | {'command':'print_speed','param':'3'} | /spd_lvl | 3",
                "X1C | print | {'command':'print_speed','param':'3'} | /spd_mag | 124",
                "X1C | print | {'command':'print_speed','param':'4'} | /cfg | FDC98",
                "P1S | system | {'command':'ledctrl','led_node':'chamber_light','led_mode':'off'} | /lights_report/0/mode | off",
                "X1C | system | {'command':'ledctrl','led_node':'work_light','led_mode':'on'} | /lights_report/1/mode | on",
                "H2D | print | {'command':'set_fan','fan_index':2,'speed':100} | /big_fan1_speed | 15",
                "H2D | print | {'command':'set_fan','fan_index':2,'speed':40} | /device/airduct/parts/1/state | 40",
                "H2D | print | {'command':'set_airduct','modeId':1,'submode':-1} | /device/airduct/modeCur | 1",
                "H2D | print | {'command':'set_bed_temp','temp':60} | /device/bed/info/temp | 3932185",
                "P1S | print | {'command':'set_bed_temp','temp':60} | /bed_target_temper | 60.0",
                "H2D | print | {'command':'set_nozzle_temp','extruder_index':1,'target_temp':200} | /device/extruder/info/1/temp | 13107225",
                "H2D | print | {'command':'set_ctt','ctt_val':45} | /ctt | 45.0",
                "P1S | print | {'command':'print_option','sound_enable':true} | /home_flag | 131328",
                "P1S | print | {'command':'ams_user_setting','ams_id':0,'tray_read_option':false} | /ams/insert_flag | false",
                "X1C | xcam | {'command':'xcam_control_set','module_name':'first_layer_inspector','control':false} | /xcam/first_layer_inspector | false",
                "H2S | xcam | {'command':'xcam_control_set','module_name':'airprint_detector','control':0} | /xcam/cfg | 159159",
                "X1C | camera | {'command':'ipcam_timelapse','control':'enable'} | /ipcam/timelapse | enable",
                "X1C | camera | {'command':'ipcam_record_set','control':'enable'} | /ipcam/ipcam_record | enable",
                "X1C | system | {'command':'set_accessories','accessory_type':'nozzle','nozzle_diameter':0.6,'nozzle_type':'stainless_steel'} | /nozzle_diameter | 0.6",
                "X1C | system | {'command':'set_accessories','accessory_type':'nozzle','nozzle_diameter':0.6,'nozzle_type':'stainless_steel'} | /device/nozzle/info/0/diameter | 0.6",
                "P1S | print | {'command':'ams_filament_setting','ams_id':255,'tray_id':254,'tray_type':'PETG','tray_color':'00ff00ff','tray_info_idx':'GFG99','nozzle_temp_min':220,'nozzle_temp_max':270} | /vt_tray/tray_type | PETG",
                "X1C | print | {'command':'ams_filament_setting','ams_id':0,'tray_id':2,'tray_type':'ABS','tray_color':'112233FF','tray_info_idx':'GFB99'} | /ams/ams/0/tray/2/cols/0 | 112233FF",
                "H2D | print | {'command':'ams_filament_setting','ams_id':254,'tray_id':0,'tray_type':'TPU','tray_color':'112233FF','tray_info_idx':'GFU99'} | /vir_slot/0/tray_type | TPU",
                "X1C | print | {'command':'extrusion_cali_sel','ams_id':0,'tray_id':0,'slot_id':0,'cali_idx':7} | /ams/ams/0/tray/0/cali_idx | 7",
                "X1C | print | {'command':'ams_change_filament','target':1} | /ams/tray_now | 1",
                "P1S | print | {'command':'gcode_line','param':'M104 S210'} | /nozzle_target_temper | 210.0",
                "P1S | print | {'command':'gcode_line','param':'M109 R215.5 \\n'} | /nozzle_target_temper | 215.0",
                "H2D | print | {'command':'gcode_line','param':'M104 T1 S220'} | /device/extruder/info/1/temp | 14417945",
                "A1 | print | {'command':'gcode_line','param':'M140 S60 ; warm'} | /bed_target_temper | 60.0",
                "X1C | print | {'command':'gcode_line','param':'G28\\nM190 S65\\nM106 S255'} | /bed_target_temper | 65.0",
                "X1E | print | {'command':'gcode_line','param':'M141 S50'} | /ctt | 50.0",
                "X1E | print | {'command':'gcode_line','param':'M191 S50'} | /device/ctc/info/temp | 3276825",
                "P1S | print | {'command':'gcode_line','param':'M106 S25'} | /cooling_fan_speed | 2",
                "P1S | print | {'command':'gcode_line','param':'M106 P2 S255'} | /big_fan1_speed | 15",
                "P1S | print | {'command':'gcode_line','param':'M106 P3 S127'} | /big_fan2_speed | 8",
                "P1S | print | {'command':'gcode_line','param':'M106 P1 S255\\nM107'} | /cooling_fan_speed | 0",
                "P1S | print | {'command':'gcode_line','param':'M106 P2 S255'} | /fan_gear | 65280",
                "X2D | print | {'command':'gcode_line','param':'M106 P10 S255'} | /device/airduct/parts/2/state | 100",
                "H2D | print | {'command':'select_extruder','extruder_index':1} | /device/extruder/state | 274",
                "X1C | print | {'command':'select_extruder','extruder_index':0} | /device/extruder/state | 1",
                "X1C | system | {'command':'print_cache_set','config':false} | /cfg | 7DA98",
                "X1C | system | {'command':'set_door_stat','config':2} | /cfg | 2FDA98",
                "P2S | print | {'command':'set_against_continued_heating_mode','enable':false} | /cfg | 17DA98",
                "P2S | xcam | {'command':'xcam_control_set','module_name':'pileup_detector','control':false} | /xcam/cfg | 747959"
            })
    void whatIsAcknowledgedShows(PrinterModel model, String section, String body, String pointer, String shown)
            throws IOException {
        Printer printer = printer(model);
        CommandResult result = carryOut(printer, MachineSettings.none(), section, body);
        assertThat(result).isInstanceOf(CommandResult.Done.class);
        MachineSettings settings = ((CommandResult.Done) result).settings();
        assertThat(report(printer, settings).at(pointer).asText()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "print | {'command':'print_speed','param':'5'} | BAD_VALUE",
                "system | {'command':'ledctrl','led_node':'moon_light','led_mode':'on'} | BAD_VALUE",
                "print | {'command':'set_bed_temp','temp':900} | BAD_VALUE",
                "print | {'command':'ams_filament_setting','ams_id':3,'tray_id':0,'tray_type':'PLA'} | BAD_VALUE",
                "print | {'command':'ams_filament_setting','ams_id':255,'tray_id':254,'tray_type':'a b'} | BAD_VALUE",
                "xcam | {'command':'xcam_control_set','module_name':'cat_detector','control':true} | BAD_VALUE",
                "print | {'command':'gcode_line','param':'M104 S900'} | BAD_VALUE",
                "print | {'command':'gcode_line','param':'M140 S60\\nM106 P9 S1'} | BAD_VALUE",
                "print | {'command':'print_option','sing':true} | BAD_VALUE",
                "print | {'command':'select_extruder','extruder_index':1} | BAD_VALUE",
                "system | {'command':'set_door_stat','config':3} | BAD_VALUE",
                "print | {'command':'set_against_continued_heating_mode','enable':true} | BAD_VALUE",
                "print | {'command':'calibration','option':7} | NOT_POSSIBLE",
                "print | {'command':'skip_objects','obj_list':[1]} | NOT_POSSIBLE",
                "print | {'command':'xyz_ctrl'} | NOT_POSSIBLE",
                "upgrade | {'command':'start'} | NOT_POSSIBLE",
                "liveview | {'command':'init'} | NOT_POSSIBLE",
                "print | {'command':'make_coffee'} | UNKNOWN_COMMAND",
                "upgrade | {'command':'make_coffee'} | UNKNOWN_COMMAND"
            })
    void whatCannotBeIsRefused(String section, String body, CommandResult.Refusal refusal) throws IOException {
        assertThat(carryOut(printer(PrinterModel.X1C), MachineSettings.none(), section, body))
                .isEqualTo(new CommandResult.Refused(refusal));
    }

    @Test
    void filamentsAndOptionsOutliveARestartAndSpeedDoesNot() throws IOException {
        Printer printer = printer(PrinterModel.X1C);
        MachineSettings settings = MachineSettings.none();
        for (String body : List.of(
                "{'command':'print_speed','param':'1'}",
                "{'command':'print_option','auto_recovery':true}",
                "{'command':'gcode_line','param':'M104 S200'}",
                "{'command':'ams_filament_setting','ams_id':255,'tray_id':254,'tray_type':'ASA','tray_info_idx':'GFB98'}")) {
            settings = ((CommandResult.Done) carryOut(printer, settings, "print", body)).settings();
        }
        byte[] kept = settings.kept(printer.loadout());
        JsonNode after = report(printer, MachineSettings.restored(kept, printer.loadout()));
        assertThat(after.at("/vir_slot/0/tray_type").textValue()).isEqualTo("ASA");
        assertThat(after.path("home_flag").intValue() & 16).isEqualTo(16);
        assertThat(after.path("spd_lvl").intValue()).isEqualTo(2);
        assertThat(after.path("nozzle_target_temper").intValue()).isZero();
        JsonNode reconfigured = report(printer, MachineSettings.restored(kept, Loadout.standard(PrinterModel.X1C)));
        assertThat(reconfigured.at("/vir_slot/0/tray_type").textValue()).isEqualTo("PLA");
        assertThat(reconfigured.path("home_flag").intValue() & 16).isEqualTo(16);
        assertThat(MachineSettings.restored(new byte[] {1, 2}, printer.loadout())
                        .kept(printer.loadout()))
                .isEqualTo(MachineSettings.none().kept(printer.loadout()));
    }

    private static CommandResult carryOut(Printer printer, MachineSettings now, String section, String body)
            throws IOException {
        JsonNode fields = JSON.readTree(body.replace('\'', '"'));
        String name = fields.path("command").textValue();
        return new CommandHandler(printer)
                .carryOut(now, new Request.Other(TextNode.valueOf("1"), section, name, Command.of(name), fields));
    }

    private static JsonNode report(Printer printer, MachineSettings settings) throws IOException {
        PrintStatus idle = new PrintStatus(PrintPhase.IDLE, Optional.empty(), 1, 2);
        return JSON.readTree(
                        StatusText.of(StatusReport.of(printer, idle), settings).numbered(1, 1))
                .path("print");
    }

    private static Printer printer(PrinterModel model) {
        PrinterIdentity identity =
                new PrinterIdentity(model.serialPrefix() + "00A000000001", model, "Bay", "01.09.00.00");
        Optional<Spool> pla = Optional.of(Spool.GENERIC_PLA);
        Loadout loadout = new Loadout(
                Collections.nCopies(model.nozzles(), Nozzle.STANDARD),
                Collections.nCopies(model.nozzles(), Spool.GENERIC_PLA),
                List.of(new Loadout.Ams(List.of(pla, pla, Optional.empty(), Optional.empty()))));
        return new Printer(
                "bay",
                identity,
                Loopback.of("127.0.0.1"),
                Loopback.of("127.0.0.1"),
                Secret.of(TestPrinters.ACCESS_CODE),
                loadout);
    }
}
