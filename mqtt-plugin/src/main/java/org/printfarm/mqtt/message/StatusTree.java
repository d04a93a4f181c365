package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.util.Locale;
import org.printfarm.api.Printer;
import org.printfarm.mqtt.model.JobFields;
import org.printfarm.mqtt.model.StatusReport;

/** Puts a {@code push_status} together: the model's table, what the printer does, what it holds, what people set. */
final class StatusTree {

    /** What every thermometer of a virtual printer shows, degrees Celsius. */
    static final int ROOM_CELSIUS = 25;

    private static final int UPPER_HALF = 16;
    private static final int HEX = 16;

    private StatusTree() {}

    /**
     * The whole document, without sequence number.
     *
     * @param report what the printer does
     * @param settings what people set
     */
    static ObjectNode of(StatusReport report, MachineSettings settings) {
        Printer printer = report.printer();
        ModelTable table = ModelTable.of(printer.identity().model());
        ObjectNode root = Json.MAPPER.createObjectNode();
        ObjectNode print = root.putObject("print");
        print.put("command", "push_status").put("msg", 0).put("sequence_id", "");
        print.setAll((ObjectNode) Json.MAPPER.valueToTree(report.job()));
        rest(print);
        print.setAll(table.report());
        print.putObject("storage").put("free", report.storageFreeBytes()).put("total", report.storageTotalBytes());
        ((ObjectNode) print.at("/net/info/0")).put("ip", littleEndian(printer.advertisedAddress()));
        Json.merge(print, settings.fields());
        settings.lights().forEach((node, mode) -> light(print, node, mode));
        report.machine().ifPresent(machine -> MachineFields.fill(print, machine));
        NozzleFields.fill(print, table, printer.loadout(), settings);
        if (report.machine().isPresent() && !report.machine().get().trays().isEmpty()) {
            FilamentFields.fill(print, table, report.machine().get().trays());
        } else {
            FilamentFields.fill(print, table, printer, settings);
        }
        options(print, settings);
        if (print.has("device")) {
            mirror(print, report.job());
            again(
                    print.withObject("/upgrade_state"),
                    "sn",
                    TextNode.valueOf(printer.identity().serial()));
        }
        return root;
    }

    /** Whether the model has such a lamp. */
    static boolean hasLight(ModelTable table, String node) {
        return table.report().path("lights_report").findValuesAsText("node").contains(node);
    }

    private static void rest(ObjectNode print) {
        double room = ROOM_CELSIUS;
        print.put("bed_temper", room).put("bed_target_temper", 0.0);
        print.put("nozzle_temper", room).put("nozzle_target_temper", 0.0);
        print.put("cooling_fan_speed", "0").put("big_fan1_speed", "0").put("big_fan2_speed", "0");
        print.put("heatbreak_fan_speed", "0").put("spd_lvl", 2).put("spd_mag", 100);
    }

    private static void light(ObjectNode print, String node, String mode) {
        for (JsonNode lamp : print.path("lights_report")) {
            if (lamp.path("node").asText().equals(node)) {
                ((ObjectNode) lamp).put("mode", mode);
            }
        }
    }

    private static void options(ObjectNode print, MachineSettings settings) {
        int flags = print.path("home_flag").intValue();
        BigInteger bits = cfg(print);
        for (PrintOption option : PrintOption.values()) {
            boolean shown = (option.cfgBit() < 0 || !print.has("cfg"))
                    ? ((flags >> option.homeBit()) & 1) == 1
                    : bits.testBit(option.cfgBit());
            boolean on = settings.option(option).orElse(shown);
            flags = on ? flags | (1 << option.homeBit()) : flags & ~(1 << option.homeBit());
            bits = option.cfgBit() < 0 ? bits : CfgBits.flag(bits, option.cfgBit(), on);
        }
        for (ConfigBits setting : ConfigBits.values()) {
            bits = setting.shown(bits, settings);
        }
        print.put("home_flag", flags);
        if (print.has("cfg")) {
            print.put("cfg", CfgBits.shown(bits, print));
        }
    }

    private static BigInteger cfg(ObjectNode print) {
        return new BigInteger(print.path("cfg").asText("0"), HEX);
    }

    /** What newer firmware says in two places, as far as the model has the second. */
    private static void mirror(ObjectNode print, JobFields job) {
        int bed = heat(print, "bed_target_temper", "bed_temper");
        ObjectNode device = (ObjectNode) print.path("device");
        state(device.withObject("/bed"), bed);
        again(device, "bed_temp", IntNode.valueOf(bed));
        int chamber = heat(print, "ctt", "chamber_temper");
        if (device.path("ctc") instanceof ObjectNode heater) {
            state(heater, chamber);
        }
        if (print.path("info") instanceof ObjectNode info) {
            info.put("temp", chamber);
        }
        again(print, "percent", IntNode.valueOf(job.mcPercent()));
        again(print, "remain_time", IntNode.valueOf(job.mcRemainingTime()));
        again(print, "prepare_per", IntNode.valueOf(Integer.parseInt(job.gcodeFilePreparePercent())));
        again(print, "mc_stage", IntNode.valueOf(Integer.parseInt(job.mcPrintStage())));
        again(print, "file", TextNode.valueOf(job.gcodeFile()));
        again(print, "job_id", TextNode.valueOf(job.taskId()));
        if (print.path("3D") instanceof ObjectNode layers) {
            layers.put("layer_num", job.layerNum()).put("total_layer_num", job.totalLayerNum());
        }
    }

    private static void again(ObjectNode print, String name, JsonNode value) {
        if (print.has(name)) {
            print.set(name, value);
        }
    }

    private static void state(ObjectNode heater, int temperatures) {
        heater.withObject("/info").put("temp", temperatures);
        heater.put("state", (temperatures >> UPPER_HALF) == 0 ? 0 : 2);
    }

    /** Wanted in the upper, measured in the lower half. */
    static int heat(int target, int measured) {
        return (target << UPPER_HALF) | measured;
    }

    private static int heat(ObjectNode print, String target, String measured) {
        return heat(print.path(target).intValue(), print.path(measured).intValue());
    }

    static ArrayNode array(ObjectNode print, String name) {
        return (ArrayNode) print.path(name);
    }

    static String hex(BigInteger bits) {
        return bits.toString(HEX).toUpperCase(Locale.ROOT);
    }

    private static long littleEndian(Inet4Address address) {
        byte[] bytes = address.getAddress();
        long number = 0;
        for (int index = bytes.length - 1; index >= 0; index--) {
            number = (number << Byte.SIZE) | Byte.toUnsignedInt(bytes[index]);
        }
        return number;
    }
}
