package org.printfarm.bambu.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineFault.Code;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.api.driver.MachineStatus.FittedNozzle;
import org.printfarm.api.driver.Tray;
import org.printfarm.api.driver.TraySlot;

class StatusReaderTest {

    private final ReportTree tree = new ReportTree();

    @ParameterizedTest
    @CsvSource({
        "IDLE,IDLE",
        "PREPARE,PREPARING",
        "SLICING,PREPARING",
        "RUNNING,PRINTING",
        "PAUSE,PAUSED",
        "FINISH,FINISHED",
        "FAILED,FAILED",
        "NEW,UNKNOWN"
    })
    void statesOfTheWireAreThoseOfTheApi(String wire, MachineStatus.Activity activity) {
        assertThat(after("{'gcode_state':'" + wire + "'}").activity()).isEqualTo(activity);
    }

    @Test
    void aDifferenceChangesOneTrayAndEmptiesAnother() {
        after(
                "{'msg':0,'ams':{'ams_exist_bits':'1','ams':[{'id':'0','tray':["
                        + "{'id':'0','tray_type':'PLA','tray_color':'FF0000FF','tray_info_idx':'GFA00','remain':80},"
                        + "{'id':'1','tray_type':'PETG','tray_color':'00FF00FF'}]}]},'vt_tray':{'id':'254','tray_type':'ABS'}}");
        MachineStatus status = after("{'msg':1,'ams':{'ams':[{'id':'0','tray':[{'id':'0','remain':79},{'id':'1'}]}]}}");
        assertThat(status.trays()).hasSize(3);
        assertThat(status.trays().get(0).material()).contains("PLA");
        assertThat(status.trays().get(0).remainingPercent()).contains(79);
        assertThat(status.trays().get(1).material()).isEmpty();
        assertThat(status.trays().get(2).slot()).isEqualTo(new TraySlot(TraySlot.EXTERNAL, 0));
    }

    @Test
    void aUnitThatWasTakenAwayIsGone() {
        after(
                "{'msg':0,'ams':{'ams_exist_bits':'3','ams':[{'id':'0','tray':[{'id':'0'}]},{'id':'1','tray':[{'id':'0'}]}]}}");
        assertThat(after("{'msg':1,'ams':{'ams_exist_bits':'1'}}").trays()).hasSize(1);
        assertThat(after("{'msg':0,'ams':{'ams_exist_bits':'2','ams':[{'id':'1','tray':[{'id':'3'}]}]}}")
                        .trays())
                .extracting(tray -> tray.slot())
                .containsExactly(new TraySlot(1, 3));
    }

    @Test
    void aMachineOfTwoNozzlesNamesBothExternalSpoolsAndTellsTemperaturesPacked() {
        MachineStatus status = after(
                "{'vir_slot':[{'id':'255','tray_type':'PLA'},{'id':'254'}],'device':{"
                        + "'extruder':{'info':[{'id':1,'temp':30},{'id':0,'temp':14418140}]},'bed':{'info':{'temp':55}},"
                        + "'nozzle':{'info':[{'id':0,'diameter':0.4,'type':'HS01'},{'id':1,'diameter':0.6,'type':'HH01'}]}},"
                        + "'ams':{'ams':[{'id':'0','info':'1103','tray':[{'id':'0'}]},{'id':'1','info':'1E03','tray':[{'id':'0'}]}]}}");
        assertThat(status.trays())
                .extracting(tray -> tray.slot().unit())
                .containsExactly(0, 1, TraySlot.EXTERNAL, TraySlot.EXTERNAL_LEFT);
        assertThat(status.trays())
                .extracting(Tray::nozzle)
                .containsExactly(OptionalInt.of(1), OptionalInt.empty(), OptionalInt.of(0), OptionalInt.of(1));
        assertThat(status.temperatures().nozzle()).hasValue(220);
        assertThat(status.temperatures().nozzleTarget()).hasValue(220);
        assertThat(status.temperatures().bed()).hasValue(55);
        assertThat(status.nozzles())
                .containsExactly(
                        new FittedNozzle("0.4", Optional.of(false)), new FittedNozzle("0.6", Optional.of(true)));
    }

    @ParameterizedTest
    @CsvSource({
        "{'fun':'20000000'},false",
        "{'fun':'1FFFFFFF'},true",
        "{'fun':536870912},false",
        "{},true",
        "{'fun':'no number'},true"
    })
    void bit29OfFunSaysThatNothingMayBeStarted(String report, boolean may) {
        MachineStatus status = after(report);
        assertThat(status.capabilities().contains(Capability.START)).isEqualTo(may);
        assertThat(status.capabilities()).contains(Capability.DELIVER, Capability.OBSERVE);
        assertThat(status.faults().stream().anyMatch(fault -> fault.code() == Code.START_NOT_ALLOWED))
                .isEqualTo(!may);
    }

    @ParameterizedTest
    @CsvSource({
        "{'sdcard':true},true",
        "{'sdcard':false},false",
        "{'sdcard':'HAS_SDCARD_NORMAL'},true",
        "{'home_flag':256},true",
        "{'home_flag':512},false",
        "{'home_flag':0},false",
        "{},true"
    })
    void storageIsToldByTheCardOrByTheFlags(String report, boolean stores) {
        assertThat(after(report.replace("'", "'")).capabilities().contains(Capability.DELIVER))
                .isEqualTo(stores);
    }

    @Test
    void errorsStopAPrintAndMessagesDoNot() {
        MachineStatus status = after("{'hms':[{'attr':50331904,'code':65537},{'attr':201327360,'code':196619}],"
                + "'print_error':83902468}");
        assertThat(status.faults())
                .extracting(MachineFault::code, MachineFault::detail)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Code.HARDWARE, "0300-0100-0001-0001"),
                        org.assertj.core.groups.Tuple.tuple(Code.NOTICE, "0C00-0300-0003-000B"),
                        org.assertj.core.groups.Tuple.tuple(Code.HARDWARE, "0500_4004"));
        assertThat(after("{'hms':[],'print_error':50348044}").faults())
                .extracting(MachineFault::code)
                .containsExactly(Code.NOTICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'0'", "''", "'-5'", "'99999999999'", "'abc'", "null", "{}"})
    void aTaskIdThatIsNoneIsAbsent(String id) {
        assertThat(after("{'task_id':" + id + "}").taskId()).isEmpty();
    }

    @Test
    void aTitleIsOneLineOfBoundedLength() {
        MachineStatus status = after("{'task_id':'2147483647','subtask_name':'a\\nb" + "x".repeat(1000) + "'}");
        assertThat(status.taskId()).hasValue(Integer.MAX_VALUE);
        assertThat(status.title().orElseThrow()).hasSize(256).startsWith("a b");
    }

    @Test
    void valuesOfEveryKindAreReadWithoutAnException() {
        String[] values = {
            "1", "-1", "1e99", "true", "null", "'x'", "[]", "{}", "[1,{'id':[]}]", "{'info':[3]}", "[{'id':0}]"
        };
        String[] names = {
            "ams",
            "vt_tray",
            "vir_slot",
            "hms",
            "fun",
            "home_flag",
            "sdcard",
            "storage",
            "device",
            "mc_percent",
            "msg",
            "nozzle_diameter",
            "print_error",
            "task_id",
            "layer_num",
            "subtask_name",
            "gcode_state",
            "bed_temper"
        };
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            String report = "{'" + names[random.nextInt(names.length)] + "':" + values[random.nextInt(values.length)]
                    + ",'" + names[random.nextInt(names.length)] + "':" + values[random.nextInt(values.length)] + "}";
            assertThatCode(() -> after(report)).as(report).doesNotThrowAnyException();
        }
    }

    @Test
    void bytesThatAreNoReportAreNone() {
        for (String bytes : new String[] {"", "{", "[]", "nul", "7", "{\"print\":[]}", "{\"print\":{}}"}) {
            assertThat(MachineReport.Reader.read(bytes.getBytes(StandardCharsets.UTF_8)))
                    .as(bytes)
                    .isInstanceOf(MachineReport.Other.class);
        }
        assertThat(MachineReport.Reader.read("[".repeat(100_000).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MachineReport.Other.class);
    }

    private MachineStatus after(String print) {
        String message = "{'print':"
                + print.replaceFirst("\\{", "{'command':'push_status',").replace(",}", "}") + "}";
        MachineReport report =
                MachineReport.Reader.read(message.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        tree.take((MachineReport.Status) report);
        return StatusReader.read(tree, Connection.ONLINE, false);
    }
}
