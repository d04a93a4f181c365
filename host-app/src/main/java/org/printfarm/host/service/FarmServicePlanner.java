package org.printfarm.host.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.farm.FarmServiceFactory;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problems;
import org.printfarm.host.config.ServiceEntry;
import org.printfarm.host.config.SettingsCall;
import org.printfarm.host.text.Suggestion;

/**
 * Finds out which services of the farm itself are to run: those that are switched on, and those that are on by default where the
 * configuration does not speak of them. Opens nothing. One thread.
 */
public final class FarmServicePlanner {

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
        return List.copyOf(planned);
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
