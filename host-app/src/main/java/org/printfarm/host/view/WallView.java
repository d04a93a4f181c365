package org.printfarm.host.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a screen on the wall shows: no serial, no address, no code and no name of a file or a person is in it.
 *
 * @param printers in the order of the configuration
 */
public record WallView(List<Panel> printers) {

    /**
     * One printer.
     *
     * @param id its id
     * @param name what slicers show
     * @param model for instance {@code P1S}
     * @param phase idle, prepare, running, pause, finish or failed
     * @param percent of the print, 0 to 100
     * @param layer the layer now, 0 when nothing prints
     * @param layers 0 when nothing prints
     * @param remainingMinutes to the end of the print, 0 when nothing prints
     * @param trouble whether one of its services is not as it should be
     * @param elsewhere which other host has it, so that this one does not know what it shows; null when this one has it
     */
    public record Panel(
            String id,
            String name,
            String model,
            String phase,
            int percent,
            int layer,
            int layers,
            long remainingMinutes,
            boolean trouble,
            @Nullable String elsewhere) {}
}
