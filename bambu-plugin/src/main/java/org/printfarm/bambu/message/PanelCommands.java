package org.printfarm.bambu.message;

import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineSetting;

/**
 * Writes what sets something at a machine's panel. Temperatures and fans go as lines of G-code, which firmware of every age
 * takes. Pure; any thread. Source: the public notes of what slicers send (protocol notes, sections 4 and 7).
 */
public final class PanelCommands {

    private static final int FULL_FAN = 255;
    private static final int PERCENT = 100;

    private PanelCommands() {}

    /**
     * Writes one.
     *
     * @param setting what to set
     * @param sequence a number never used before
     * @return UTF-8
     */
    public static byte[] of(MachineSetting setting, String sequence) {
        int value = setting.value();
        return switch (setting.kind()) {
            case LIGHT -> Commands.control(value == 0 ? MachineCommand.LIGHT_OFF : MachineCommand.LIGHT_ON, sequence);
            case SPEED -> print("print_speed", Integer.toString(value), sequence);
            case FAN -> gcode("M106 P" + setting.part() + " S" + fan(value), sequence);
            case BED -> gcode("M140 S" + value, sequence);
            case NOZZLE ->
                gcode("M104 " + (setting.part() == 0 ? "" : "T" + setting.part() + " ") + "S" + value, sequence);
            case CHAMBER -> gcode("M141 S" + value, sequence);
        };
    }

    private static int fan(int percent) {
        return (percent * FULL_FAN + PERCENT / 2) / PERCENT;
    }

    private static byte[] gcode(String line, String sequence) {
        return print("gcode_line", line + "\n", sequence);
    }

    private static byte[] print(String command, String parameter, String sequence) {
        return Commands.bytes("print", Commands.command(command, sequence).put("param", parameter));
    }
}
