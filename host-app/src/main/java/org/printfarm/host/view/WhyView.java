package org.printfarm.host.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a job waits.
 *
 * @param id the job
 * @param state queued, held …
 * @param goal the pool or machine that it waits for; null for none
 * @param code why, for scripts; null when it waits for no machine
 * @param text why, for people
 * @param machines what each machine says to it
 */
public record WhyView(
        String id,
        String state,
        @Nullable String goal,
        @Nullable String code,
        String text,
        List<Machine> machines) {

    /**
     * What one machine says.
     *
     * @param machine its id
     * @param answer ready, compatible, unknown or unfit
     * @param reasons why not now; empty when it is ready
     * @param channels what there is to say of each filament
     */
    public record Machine(String machine, String answer, List<Reason> reasons, List<Channel> channels) {}

    /**
     * One reason.
     *
     * @param code for scripts
     * @param text for people
     */
    public record Reason(String code, String text) {}

    /**
     * One filament of the plate on one machine.
     *
     * @param filament its number in the file, from 1
     * @param answer ready, compatible, unknown or unfit
     * @param code for scripts
     * @param text for people
     * @param tray the tray that comes nearest, as unit.tray from 0; null for none
     */
    public record Channel(
            int filament,
            String answer,
            String code,
            String text,
            @Nullable String tray) {}
}
