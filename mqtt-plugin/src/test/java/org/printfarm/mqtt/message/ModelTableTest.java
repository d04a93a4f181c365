package org.printfarm.mqtt.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

/** What reports of every model say and do not claim. Their fields are held by {@link ModelFieldsTest}. */
class ModelTableTest {

    private static final ObjectMapper JSON = new ObjectMapper();

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
        assertThat(report(PrinterModel.X2D).at("/device/airduct/parts/2/id").intValue())
                .isEqualTo(160);
        assertThat(report(PrinterModel.A2L).at("/cfg").textValue()).isEqualTo("120000870A00");
        assertThat(report(PrinterModel.A2L).has("vt_tray")).isFalse();
        assertThat(report(PrinterModel.X1C).at("/device/ctc/info/temp").isInt()).isTrue();
    }

    @Test
    void onlyModelsWithoutAPublicDumpAreInferred() {
        assertThat(Arrays.stream(PrinterModel.values()).filter(model -> !ModelTable.isInferred(model)))
                .containsExactlyInAnyOrder(
                        PrinterModel.X1C,
                        PrinterModel.X2D,
                        PrinterModel.P1P,
                        PrinterModel.P2S,
                        PrinterModel.A1,
                        PrinterModel.A2L,
                        PrinterModel.H2D,
                        PrinterModel.H2D_PRO,
                        PrinterModel.H2C,
                        PrinterModel.H2S);
    }

    private static JsonNode report(PrinterModel model) throws IOException {
        PrinterIdentity identity =
                new PrinterIdentity(model.serialPrefix() + "00A000000001", model, "Bay", "01.09.00.00");
        PrintStatus idle = new PrintStatus(PrintPhase.IDLE, Optional.empty(), 1, 2);
        StatusReport report = StatusReport.of(TestPrinters.with("bay", identity, Loopback.of("127.0.0.1")), idle);
        return JSON.readTree(StatusText.of(report).numbered(1, 1)).path("print");
    }
}
