package org.printfarm.host.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.PortClaim;
import org.printfarm.api.PrinterServiceFactory;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;
import org.printfarm.host.config.ServiceEntry;

/**
 * Finds out what is to run, and everything that speaks against it: a service that no plugin provides, settings that the
 * plugin refuses, two claims to one port. Touches no socket. One thread.
 *
 * <p>A plugin that throws here, or hangs for longer than 5 s, is a mistake like the others; it is told once for all printers.
 */
public final class ServicePlanner {

    private final FarmConfig config;
    private final Map<String, PrinterServiceFactory<?>> factories;
    private final Problems problems;
    private final Duration callLimit;

    /** Mistakes that would come once for each printer: told at the first place, with the number of the others. */
    private final Map<String, Repeated> repeated = new LinkedHashMap<>();

    private ServicePlanner(
            FarmConfig config, Map<String, PrinterServiceFactory<?>> factories, Problems problems, Duration callLimit) {
        this.config = config;
        this.factories = factories;
        this.problems = problems;
        this.callLimit = callLimit;
    }

    /**
     * Plans all services that are on.
     *
     * @param config the farm
     * @param factories the usable plugins' factories, by type
     * @param problems gets every mistake and warning; when it is not clean afterwards, the plan must not be started
     * @return what could be planned
     */
    public static ServicePlan plan(
            FarmConfig config, Map<String, PrinterServiceFactory<?>> factories, Problems problems) {
        return plan(config, factories, problems, Limits.DEFAULT.call());
    }

    static ServicePlan plan(
            FarmConfig config, Map<String, PrinterServiceFactory<?>> factories, Problems problems, Duration callLimit) {
        return new ServicePlanner(config, factories, problems, callLimit).plan();
    }

    private ServicePlan plan() {
        List<Place> places = new ArrayList<>();
        try (SettingsDesk desk = new SettingsDesk(callLimit)) {
            for (PrinterEntry printer : config.printers()) {
                for (ServiceEntry service : printer.services()) {
                    if (service.isOn()) {
                        planned(printer, service, desk).ifPresent(planned -> places.add(new Place(service, planned)));
                    }
                }
            }
        }
        findClashes(places);
        repeated.forEach((message, seen) -> problems.mistake(seen.problem(message)));
        return new ServicePlan(
                config.printers().stream().map(PrinterEntry::printer).toList(),
                places.stream().<PlannedService<?>>map(Place::planned).toList());
    }

    private Optional<PlannedService<?>> planned(PrinterEntry printer, ServiceEntry service, SettingsDesk desk) {
        PrinterServiceFactory<?> factory = factories.get(service.type());
        if (factory == null) {
            mistakeForMany(missing(service.type()), service);
            return Optional.empty();
        }
        // The plugin's thread writes into problems of its own: it may still do so after it was given up.
        SettingsDesk.Result result = desk.read(printer.printer(), service, factory);
        result.problems().mistakes().forEach(problems::mistake);
        result.problems().warnings().forEach(problems::warning);
        result.pluginFault().ifPresent(fault -> mistakeForMany(fault, service));
        return result.planned();
    }

    private String missing(String type) {
        String message = "no plugin provides the service " + type + "; plugins are read from " + config.plugins();
        return Spelling.nearest(type, factories.keySet())
                .map(name -> message + " (did you mean " + name + "?)")
                .orElse(message + "; put its zip there, or switch the service off");
    }

    private void mistakeForMany(String message, ServiceEntry service) {
        repeated.computeIfAbsent(message, key -> new Repeated(service)).count++;
    }

    private void findClashes(List<Place> places) {
        List<PortClaim> claims = new ArrayList<>();
        List<Place> owners = new ArrayList<>();
        for (Place place : places) {
            for (PortClaim claim : place.planned().claims()) {
                claims.add(claim);
                owners.add(place);
            }
        }
        for (ClashFinder.Clash clash : ClashFinder.clashes(claims)) {
            Place earlier = owners.get(clash.earlier());
            Place later = owners.get(clash.later());
            problems.mistake(later.entry()
                    .problem("claims " + claims.get(clash.later()) + ", but " + claims.get(clash.earlier())
                            + " is already claimed by " + earlier.name()
                            + "; give one of them another address or port"));
        }
    }

    /** A planned service and where it stands in the file. */
    private record Place(ServiceEntry entry, PlannedService<?> planned) {
        /** For instance {@code service bind of printer bay-1 (farm.yaml:12:7)}. */
        String name() {
            Problem here = entry.problem("");
            String service = "service " + planned.type() + " of printer "
                    + planned.printer().id();
            return here.line() == 0
                    ? service
                    : service + " (" + here.file() + ":" + here.line() + ":" + here.column() + ")";
        }
    }

    /** A mistake that many services share. */
    private static final class Repeated {
        private final ServiceEntry first;
        private int count;

        Repeated(ServiceEntry first) {
            this.first = first;
        }

        Problem problem(String message) {
            return first.problem(
                    count == 1 ? message : message + " (and the same for " + (count - 1) + " more printers)");
        }
    }
}
