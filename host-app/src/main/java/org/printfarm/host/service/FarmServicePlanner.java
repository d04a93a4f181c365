package org.printfarm.host.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.farm.FarmServiceFactory;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;
import org.printfarm.host.config.ServiceEntry;
import org.printfarm.host.config.SettingsCall;
import org.printfarm.host.text.Suggestion;

/**
 * Finds out which services of the farm itself are to run: those that are switched on, and those that are on by default where the
 * configuration does not speak of them. Opens nothing. One thread.
 */
public final class FarmServicePlanner {

    /** The type of the service that has the print-host door. */
    private static final String DOOR = "web";

    private FarmServicePlanner() {}

    /**
     * Plans them.
     *
     * @param config the farm
     * @param factories the usable plugins' factories, by type
     * @param problems gets every mistake and warning
     * @return what could be planned, in the order of the file
     */
    public static List<PlannedFarmService<?>> plan(
            FarmConfig config, Map<String, FarmServiceFactory<?>> factories, Problems problems) {
        List<PlannedFarmService<?>> planned = new ArrayList<>();
        for (ServiceEntry entry : config.farmServices().named()) {
            FarmServiceFactory<?> factory = factories.get(entry.type());
            if (factory != null && entry.isOn()) {
                ask(entry, factory, problems).ifPresent(planned::add);
            } else if (entry.isOn()) {
                problems.mistake(entry.problem("no plugin provides the service " + entry.type() + " of a farm"
                        + Suggestion.orAll(entry.type(), factories.keySet())));
            }
        }
        for (ServiceEntry entry : config.farmServices().unnamed(factories.keySet())) {
            FarmServiceFactory<?> factory = factories.get(entry.type());
            if (factory != null && factory.isOnByDefault()) {
                ask(entry, factory, problems).ifPresent(planned::add);
            }
        }
        if (planned.stream().noneMatch(service -> service.type().equals(DOOR))) {
            config.printers().stream()
                    .filter(printer -> !printer.hasAddress())
                    .forEach(printer -> warnOfNoDoor(config, printer, problems));
        }
        return List.copyOf(planned);
    }

    private static void warnOfNoDoor(FarmConfig config, PrinterEntry printer, Problems problems) {
        problems.warning(new Problem(
                config.source(),
                printer.line(),
                printer.column(),
                "printers." + printer.printer().id(),
                "it has no address, and the service " + DOOR
                        + " with the print-host door does not run, so nothing reaches it"));
    }

    private static Optional<PlannedFarmService<?>> ask(
            ServiceEntry entry, FarmServiceFactory<?> factory, Problems problems) {
        return SettingsCall.ask(
                entry,
                "the service " + entry.type(),
                factory.getClass().getClassLoader(),
                settings -> read(factory, settings),
                problems);
    }

    private static <S> PlannedFarmService<S> read(
            FarmServiceFactory<S> factory, ServiceEntry.TrackedSettings settings) {
        return new PlannedFarmService<>(factory, factory.type(), SettingsCall.read(factory, settings));
    }
}
