package org.printfarm.mqtt.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.mqtt.model.StatusReport;

/** Every model's report, field by field with its type, against what captured reports of its family have. */
class ModelTableTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What {@code push_status} of every model has: section 4 of the protocol notes. */
    private static final String ALL = """
            n:msg,layer_num,total_layer_num,mc_percent,mc_remaining_time,mc_print_sub_stage,stg_cur,print_error,spd_lvl,spd_mag
            n:bed_temper,bed_target_temper,nozzle_temper,nozzle_target_temper,chamber_temper,home_flag,hw_switch_state,ams_status
            n:ams_rfid_status,fan_gear,cali_version,queue_number,queue_total,queue_est,queue_sts
            s:command,sequence_id,gcode_state,gcode_file,subtask_name,gcode_file_prepare_percent,mc_print_stage,mc_print_error_code
            s:cooling_fan_speed,big_fan1_speed,big_fan2_speed,heatbreak_fan_speed,nozzle_diameter,nozzle_type,wifi_signal
            s:task_id,subtask_id,project_id,profile_id,print_type,fail_reason
            b:sdcard,force_upgrade
            a:stg,lights_report,hms,s_obj
            o:storage,net,ams,online,upgrade_state,ipcam,upload
            """;

    private static final String ESP32 = ALL + """
            s:k,lifecycle,mc_print_line_number,mess_production_state
            n:flag3
            a:filam_bak
            o:vt_tray,xcam
            """;

    private static final String LINUX = ALL + """
            s:aux,cfg,design_id,err,file,fun,job_id,model_id,stat,ver,xcam_status
            n:ap_err,batch_id,canvas_id,job_attr,mc_action,mc_err,mc_stage,percent,plate_cnt,plate_id,plate_idx,prepare_per
            n:print_gcode_action,print_real_action,queue,remain_time,state
            b:aux_part_fan
            a:mapping,vir_slot
            o:device,job,xcam
            """;

    private static String expected(PrinterModel model) {
        return switch (model) {
            case P1P, P1S, A1, A1_MINI, A2L -> ESP32;
            case X1C, X1, X1E -> LINUX + "o:info,vt_tray\n";
            case P2S, X2D -> LINUX + "o:info,3D\ns:fun2,lan_task_id\nn:stg_cd\n";
            case H2S -> LINUX + "o:info,2D,3D\ns:lan_task_id\n";
            case H2D, H2D_PRO -> LINUX + "o:2D,3D,vt_tray\nn:ctt,maintain\n";
            case H2C -> LINUX + "o:info,2D,3D\ns:fun2,lan_task_id\n";
        };
    }

    @ParameterizedTest
    @EnumSource(PrinterModel.class)
    void everyModelHasTheFieldsOfItsFamilyAndNoOther(PrinterModel model) throws IOException {
        Map<String, String> wanted = new TreeMap<>();
        expected(model)
                .lines()
                .forEach(line -> Arrays.stream(line.substring(2).split(","))
                        .forEach(name -> wanted.put(name, line.substring(0, 1))));
        Map<String, String> shown = new TreeMap<>();
        report(model).properties().forEach(field -> shown.put(field.getKey(), type(field.getValue())));
        assertThat(shown).isEqualTo(wanted);
    }

    @ParameterizedTest
    @EnumSource(PrinterModel.class)
    void noModelClaimsWhatIsNotServed(PrinterModel model) throws IOException {
        JsonNode print = report(model);
        long fun = Long.parseUnsignedLong(print.path("fun").asText("0"), 16);
        assertThat(fun >> 31 & 1).isZero();
        assertThat(fun >> 29 & 1).isZero();
        assertThat(Long.parseLong(print.path("fun2").asText("0"), 16) & 1).isZero();
        assertThat(print.at("/ipcam/ipcam_dev").textValue()).isEqualTo("0");
        assertThat(print.at("/ipcam/rtsp_url").asText("disable")).isEqualTo("disable");
    }

    @ParameterizedTest
    @EnumSource(PrinterModel.class)
    void everySpoolIsTypedSoThatASlicerNeedNotMapByHand(PrinterModel model) throws IOException {
        JsonNode print = report(model);
        List<JsonNode> spools = new ArrayList<>();
        print.path("vir_slot").forEach(spools::add);
        if (print.has("vt_tray")) {
            spools.add(print.path("vt_tray"));
        }
        assertThat(spools).isNotEmpty().allSatisfy(spool -> {
            assertThat(spool.path("tray_type").textValue()).isEqualTo("PLA");
            assertThat(spool.path("tray_info_idx").textValue()).isEqualTo("GFL99");
            assertThat(spool.path("tray_color").textValue()).isEqualTo("FFFFFFFF");
            assertThat(spool.path("nozzle_temp_max").textValue()).isEqualTo("240");
        });
        List<String> slots = print.path("vir_slot").findValuesAsText("id");
        boolean linux = print.has("device");
        assertThat(slots).isEqualTo(!linux ? List.of() : model.nozzles() == 2 ? List.of("254", "255") : List.of("255"));
        assertThat(print.at("/device/extruder/info")).hasSize(linux ? model.nozzles() : 0);
    }

    @Test
    void whatIsSpecialOfAModelIsThere() throws IOException {
        assertThat(report(PrinterModel.H2C).at("/device/holder/step").isArray()).isTrue();
        assertThat(report(PrinterModel.X2D).at("/device/fila_switch/in").isArray())
                .isTrue();
        assertThat(report(PrinterModel.P2S).at("/device/airduct/modeList")).hasSize(2);
        assertThat(report(PrinterModel.H2D).at("/device/airduct/parts")).hasSize(4);
        assertThat(report(PrinterModel.X1C).at("/device/ctc/info/temp").isInt()).isTrue();
    }

    @Test
    void onlyModelsWithoutAPublicDumpAreInferred() {
        assertThat(Arrays.stream(PrinterModel.values()).filter(model -> !ModelTable.isInferred(model)))
                .containsExactlyInAnyOrder(
                        PrinterModel.X1C,
                        PrinterModel.P1P,
                        PrinterModel.P2S,
                        PrinterModel.A1,
                        PrinterModel.H2D,
                        PrinterModel.H2C,
                        PrinterModel.H2S);
    }

    private static String type(JsonNode value) {
        if (value.isNumber()) {
            return "n";
        }
        return value.isTextual() ? "s" : value.isBoolean() ? "b" : value.isArray() ? "a" : "o";
    }

    private static JsonNode report(PrinterModel model) throws IOException {
        PrinterIdentity identity =
                new PrinterIdentity(model.serialPrefix() + "00A000000001", model, "Bay", "01.09.00.00");
        PrintStatus idle = new PrintStatus(PrintPhase.IDLE, Optional.empty(), 1, 2);
        StatusReport report = StatusReport.of(TestPrinters.with("bay", identity, Loopback.of("127.0.0.1")), idle);
        return JSON.readTree(StatusText.of(report).numbered(1, 1)).path("print");
    }
}
