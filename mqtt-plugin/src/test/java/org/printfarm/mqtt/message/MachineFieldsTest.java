package org.printfarm.mqtt.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus.Temperatures;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.api.job.MachineReadings;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintProgress;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.mqtt.model.StatusReport;

/** What a printer shows of the machine behind it. */
class MachineFieldsTest {

    private static final Temperatures HOT = new Temperatures(
            OptionalDouble.of(219.5),
            OptionalDouble.of(220),
            OptionalDouble.of(60),
            OptionalDouble.of(65),
            OptionalDouble.of(38));

    private static final List<Tray> TRAYS = List.of(
            tray(0, 0, "PETG", "00FF7F", "GFG99", 80),
            new Tray(
                    new TraySlot(0, 1),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty()),
            tray(0, 2, "ASA", "112233", "GFB98", 10),
            tray(128, 0, "PA-CF", "000000", "GFN98", 55),
            tray(TraySlot.EXTERNAL, 0, "TPU", "FF0000", "GFU99", 100));

    private static final List<MachineFault> FAULTS = List.of(
            new MachineFault(MachineFault.Code.HARDWARE, "0700-2000-0002-0001", "filament ran out"),
            new MachineFault(MachineFault.Code.HARDWARE, "0300_8001", "paused"),
            new MachineFault(MachineFault.Code.NO_STORAGE, "", "no storage"));

    @ParameterizedTest
    @EnumSource
    void temperaturesOfTheMachineAreShown(PrinterModel model) throws IOException {
        JsonNode print = status(model, new MachineReadings(HOT, List.of(), List.of()));
        assertThat(print.path("nozzle_temper").doubleValue()).isEqualTo(219.5);
        assertThat(print.path("nozzle_target_temper").doubleValue()).isEqualTo(220);
        assertThat(print.path("bed_temper").doubleValue()).isEqualTo(60);
        assertThat(print.path("bed_target_temper").doubleValue()).isEqualTo(65);
        if (print.has("device")) {
            assertThat(print.at("/device/bed/info/temp").intValue()).isEqualTo((65 << 16) | 60);
            assertThat(print.at("/device/extruder/info/0/temp").intValue()).isEqualTo((220 << 16) | 219);
        }
    }

    @ParameterizedTest
    @EnumSource
    void traysOfTheMachineTakeThePlaceOfTheConfigured(PrinterModel model) throws IOException {
        JsonNode print = status(model, new MachineReadings(Temperatures.UNKNOWN, TRAYS, List.of()));
        JsonNode ams = print.path("ams");
        assertThat(ams.path("ams").findValuesAsText("id")).contains("0", "128");
        assertThat(ams.at("/ams/0/tray/0/tray_type").textValue()).isEqualTo("PETG");
        assertThat(ams.at("/ams/0/tray/0/tray_color").textValue()).isEqualTo("00FF7FFF");
        assertThat(ams.at("/ams/0/tray/0/remain").intValue()).isEqualTo(80);
        assertThat(ams.at("/ams/0/tray/1").has("tray_type")).isFalse();
        assertThat(ams.at("/ams/0/tray/2/tray_info_idx").textValue()).isEqualTo("GFB98");
        assertThat(ams.at("/ams/1/tray/0/tray_type").textValue()).isEqualTo("PA-CF");
        assertThat(ams.path("ams_exist_bits").textValue()).isEqualTo("11");
        assertThat(ams.path("tray_exist_bits").textValue()).isEqualTo("10005");
        JsonNode external = print.has("vir_slot") ? print.at("/vir_slot/0") : print.path("vt_tray");
        assertThat(external.path("tray_type").textValue()).isEqualTo("TPU");
    }

    @Test
    void errorsOfTheMachineKeepItsNumbers() throws IOException {
        JsonNode print = status(PrinterModel.X1C, new MachineReadings(Temperatures.UNKNOWN, List.of(), FAULTS));
        assertThat(print.at("/hms/0/attr").longValue()).isEqualTo(0x0700_2000L);
        assertThat(print.at("/hms/0/code").longValue()).isEqualTo(0x0002_0001L);
        assertThat(print.path("hms")).hasSize(1);
        assertThat(print.path("print_error").longValue()).isEqualTo(0x0300_8001L);
    }

    private static JsonNode status(PrinterModel model, MachineReadings machine) throws IOException {
        PrinterIdentity identity =
                new PrinterIdentity(model.serialPrefix() + "00A000000001", model, "Bay", "01.09.00.00");
        Printer printer = TestPrinters.with("bay", identity, Loopback.of("192.168.3.132"));
        PrintStatus status = new PrintStatus(
                PrintPhase.IDLE, Optional.empty(), PrintProgress.NONE, Optional.empty(), Optional.of(machine), 1, 2);
        byte[] text = StatusText.of(StatusReport.of(printer, status)).numbered(1, 1);
        return new ObjectMapper().readTree(text).path("print");
    }

    private static Tray tray(int unit, int slot, String material, String colour, String preset, int remaining) {
        return new Tray(
                new TraySlot(unit, slot),
                Optional.of(material),
                Optional.of(colour),
                Optional.of(preset),
                Optional.of(remaining),
                OptionalInt.empty());
    }
}
