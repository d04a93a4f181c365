package org.printfarm.host.view;

import java.util.List;

/**
 * A job that would go to a machine now.
 *
 * @param id the job
 * @param machine where
 * @param trays for each filament channel the tray that would feed it, as unit.tray from 0; a dash for one that is not used
 */
public record DispatchView(String id, String machine, List<String> trays) {}
