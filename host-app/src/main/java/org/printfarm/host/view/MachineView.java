package org.printfarm.host.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine.
 *
 * @param id its id in the configuration
 * @param driver the type of its driver
 * @param model which printer it is; null when it is none, or not known
 * @param serial its serial; null when it has none
 * @param address where it is reached; null when that is nothing to tell
 * @param connection initializing, online, offline, unknown, or stopped when the farm does not run, or another host has it
 * @param reason why it takes no job now; null when it does
 * @param activity idle, preparing, printing, paused, finished, failed or unknown
 * @param can what it can do now: deliver, start, control, observe
 * @param notes what it is and can do, and why not more, in sentences: firmware, storage, whether it takes starts
 * @param gate whether its plate has to be confirmed clear
 * @param job the id of the job that it has; null for none
 * @param queued how many jobs wait for it
 * @param print what it prints, or printed last; null for nothing, or when it is not known
 * @param trays its filaments, in the order it names them; empty when it tells none
 * @param faults what is wrong with it now, in its own words and the farm's
 */
public record MachineView(
        String id,
        String driver,
        @Nullable String model,
        @Nullable String serial,
        @Nullable String address,
        String connection,
        @Nullable String reason,
        String activity,
        List<String> can,
        List<String> notes,
        boolean gate,
        @Nullable String job,
        int queued,
        @Nullable Print print,
        List<Tray> trays,
        List<Fault> faults) {

    /**
     * A print.
     *
     * @param title what the machine calls it; a stranger's text; null when it has no name
     * @param percent 0 to 100
     * @param layer the layer it is at; 0 before the first
     * @param layers all layers; 0 when unknown
     * @param remainingMinutes until its end; null when unknown
     */
    public record Print(
            @Nullable String title,
            int percent,
            int layer,
            int layers,
            @Nullable Integer remainingMinutes) {}

    /**
     * One source of filament.
     *
     * @param unit the AMS unit, from 0; 254 and 255 are spools outside of one
     * @param slot the tray in the unit, from 0
     * @param material for instance {@code PLA}; null when nothing is in it, or unknown
     * @param colour RRGGBB; null when unknown
     * @param preset the slicer's id of the filament; null when unknown
     * @param remainingPercent 0 to 100; null when unknown
     */
    public record Tray(
            int unit,
            int slot,
            @Nullable String material,
            @Nullable String colour,
            @Nullable String preset,
            @Nullable Integer remainingPercent) {}

    /**
     * Something that is wrong.
     *
     * @param code for programs: upper case letters and underscores
     * @param detail the machine's own number for it; empty when it has none
     * @param text one sentence, with the mend
     */
    public record Fault(String code, String detail, String text) {}
}
