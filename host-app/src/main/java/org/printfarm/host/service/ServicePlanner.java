package org.printfarm.host.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;
import org.printfarm.host.config.ServiceEntry;
import org.printfarm.host.text.Suggestion;

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
    private final Map<String, List<ServiceEntry>> repeated = new LinkedHashMap<>();

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
        List<On> services = config.printers().stream()
                .flatMap(printer -> printer.services().stream()
                        .filter(ServiceEntry::isOn)
                        .map(service -> new On(printer.printer(), service)))
                .toList();
        Iterator<SettingsCollector.Result> results =
                new SettingsCollector(callLimit).read(questions(services)).iterator();
        List<Place> places = new ArrayList<>();
        for (On on : services) {
            if (factories.containsKey(on.service().type())) {
                planned(results.next(), on.service())
                        .ifPresent(planned -> places.add(new Place(on.service(), planned)));
            } else {
                mistakeForMany(missing(on.service().type()), on.service());
            }
        }
        findClashes(places);
        config.printers().stream()
                .filter(printer ->
                        printer.hasAddress() && printer.services().stream().noneMatch(ServiceEntry::isOn))
                .forEach(this::warnOfNoService);
        repeated.forEach((message, seen) -> problems.mistake(shared(message, seen)));
        return new ServicePlan(
                config.printers().stream().map(PrinterEntry::printer).toList(),
                places.stream().<PlannedService<?>>map(Place::planned).toList());
    }

    private void warnOfNoService(PrinterEntry printer) {
        problems.warning(new Problem(
                config.source(),
                printer.line(),
                printer.column(),
                "printers." + printer.printer().id(),
                "no service of it is on, so no slicer can find it; switch one on under services"));
    }

    /** One for each service that has a plugin, in their order. */
    private List<SettingsQuestions.Question> questions(List<On> services) {
        List<SettingsQuestions.Question> questions = new ArrayList<>();
        for (On on : services) {
            PrinterServiceFactory<?> factory = factories.get(on.service().type());
            if (factory != null) {
                questions.add(new SettingsQuestions.Question(on.printer(), on.service(), factory));
            }
        }
        return questions;
    }

    private Optional<PlannedService<?>> planned(SettingsCollector.Result result, ServiceEntry service) {
        result.mistakes().forEach(problems::mistake);
        result.warnings().forEach(problems::warning);
        result.pluginFault().ifPresent(fault -> mistakeForMany(fault, service));
        return result.planned();
    }

    private String missing(String type) {
        String message = "no plugin provides the service " + type + "; plugins are read from " + config.plugins();
        String near = Suggestion.of(type, factories.keySet());
        return message + (near.isEmpty() ? "; put its zip there, or switch the service off" : near);
    }

    private void mistakeForMany(String message, ServiceEntry service) {
        repeated.computeIfAbsent(message, first -> new ArrayList<>()).add(service);
    }

    private static Problem shared(String message, List<ServiceEntry> services) {
        int more = services.size() - 1;
        return services.get(0)
                .problem(more == 0 ? message : message + " (and the same for " + more + " more printers)");
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
        for (PortConflicts.Clash clash : PortConflicts.clashes(claims)) {
            Place earlier = owners.get(clash.earlier());
            Place later = owners.get(clash.later());
            if (later.sharesItsAddressWith(earlier)) {
                continue;
            }
            problems.mistake(later.entry()
                    .problem("claims " + claims.get(clash.later()) + ", but " + claims.get(clash.earlier())
                            + " is already claimed by " + earlier.name()
                            + "; give one of them another address or port"));
        }
    }

    /** A service that is on. */
    private record On(Printer printer, ServiceEntry service) {}

    /** A planned service and where it stands in the file. */
    private record Place(ServiceEntry entry, PlannedService<?> planned) {
        /** Two printers of one address are one mistake, which the configuration's reader has told, and not one a service. */
        boolean sharesItsAddressWith(Place other) {
            Printer mine = planned.printer();
            Printer others = other.planned.printer();
            return !mine.id().equals(others.id()) && mine.bindAddress().equals(others.bindAddress());
        }

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
}
