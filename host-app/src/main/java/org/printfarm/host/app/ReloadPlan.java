package org.printfarm.host.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Printer;
import org.printfarm.host.app.ReloadStep.Kind;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.PoolEntry;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.dispatch.Machine;
import org.printfarm.host.service.PlannedService;

/**
 * What has to be done so that a farm that runs as one plan says is as another one says. A function of the two; nothing is
 * touched.
 *
 * @param steps printers in the order of the new file, then those that go, then machines, then what waits for the next start
 */
record ReloadPlan(List<ReloadStep> steps) {

    /** Whose change makes of a farm another one, so that nothing at all is taken before the next start. */
    private static final String DATA = "farm.data";

    ReloadPlan {
        steps = List.copyOf(steps);
    }

    /** Compares. Settings are compared as their plugins' classes do it: what has no equals of its own counts as changed. */
    static ReloadPlan of(FarmPlan before, FarmPlan after) {
        List<ReloadStep> steps = new ArrayList<>();
        List<ReloadStep> late = atNextStart(before, after);
        if (late.stream().noneMatch(step -> step.id().equals(DATA))) {
            printers(before, after, steps);
            if (!before.config()
                    .addresses()
                    .rules()
                    .isLike(after.config().addresses().rules())) {
                steps.add(new ReloadStep(Kind.ADDRESSES_CHANGED, "farm.addresses", List.of()));
            }
            machines(before.ownMachines(), after.ownMachines(), steps);
            pools(before.config().pools(), after.config().pools(), steps);
        }
        steps.addAll(late);
        return new ReloadPlan(steps);
    }

    private static void printers(FarmPlan before, FarmPlan after, List<ReloadStep> steps) {
        Map<String, PrinterEntry> old = byId(before.config());
        Map<String, Map<String, PlannedService<?>>> oldServices = services(before);
        Map<String, Map<String, PlannedService<?>>> newServices = services(after);
        for (PrinterEntry entry : after.config().printers()) {
            String id = entry.printer().id();
            PrinterEntry was = old.remove(id);
            if (was == null) {
                steps.add(new ReloadStep(Kind.PRINTER_ADDED, id, List.of()));
            } else {
                steps.addAll(changes(
                        was, entry, oldServices.getOrDefault(id, Map.of()), newServices.getOrDefault(id, Map.of())));
            }
        }
        old.keySet().forEach(id -> steps.add(new ReloadStep(Kind.PRINTER_REMOVED, id, List.of())));
    }

    private static List<ReloadStep> changes(
            PrinterEntry was,
            PrinterEntry is,
            Map<String, PlannedService<?>> oldServices,
            Map<String, PlannedService<?>> newServices) {
        String id = is.printer().id();
        List<ReloadStep> steps = new ArrayList<>();
        List<String> parts = parts(was.printer(), is.printer());
        List<String> services = parts.isEmpty() ? changed(oldServices, newServices) : List.of();
        if (!parts.isEmpty()) {
            steps.add(new ReloadStep(Kind.PRINTER_RESTARTED, id, parts));
        }
        if (!services.isEmpty()) {
            steps.add(new ReloadStep(Kind.SERVICES_RESTARTED, id, services));
        }
        if (!was.printer().accessCode().equals(is.printer().accessCode())
                || !was.formerCode().equals(is.formerCode())) {
            steps.add(new ReloadStep(Kind.CODE_CHANGED, id, List.of()));
        }
        if (!was.sendTo().equals(is.sendTo())) {
            steps.add(new ReloadStep(Kind.ROUTE_CHANGED, id, List.of()));
        }
        return steps;
    }

    /** What every service of a printer shows or listens on, in the words of the file; the access code is none of it. */
    private static List<String> parts(Printer was, Printer is) {
        List<String> parts = new ArrayList<>();
        differ(parts, "name", was.identity().name(), is.identity().name());
        differ(parts, "model", was.identity().model(), is.identity().model());
        differ(parts, "serial", was.identity().serial(), is.identity().serial());
        differ(parts, "firmware", was.identity().firmware(), is.identity().firmware());
        differ(parts, "address", was.bindAddress(), is.bindAddress());
        if (!isOwn(was) || !isOwn(is)) {
            differ(parts, "advertise", was.advertisedAddress(), is.advertisedAddress());
        }
        differ(parts, "filaments or nozzle", was.loadout(), is.loadout());
        return parts;
    }

    /** Whether slicers are told to dial what it listens on. */
    private static boolean isOwn(Printer printer) {
        return printer.bindAddress().equals(printer.advertisedAddress());
    }

    private static void differ(List<String> parts, String name, Object was, Object is) {
        if (!was.equals(is)) {
            parts.add(name);
        }
    }

    private static List<String> changed(Map<String, PlannedService<?>> before, Map<String, PlannedService<?>> after) {
        Set<String> types = new LinkedHashSet<>(after.keySet());
        types.addAll(before.keySet());
        return types.stream()
                .filter(type -> !isSame(before.get(type), after.get(type)))
                .toList();
    }

    private static boolean isSame(@Nullable PlannedService<?> was, @Nullable PlannedService<?> is) {
        return was != null
                && is != null
                && was.factory() == is.factory()
                && was.claims().equals(is.claims())
                && Objects.equals(was.settings(), is.settings());
    }

    private static void machines(List<Machine<?>> before, List<Machine<?>> after, List<ReloadStep> steps) {
        Map<String, Machine<?>> old = new LinkedHashMap<>();
        before.forEach(machine -> old.put(machine.entry().id(), machine));
        for (Machine<?> machine : after) {
            String id = machine.entry().id();
            Machine<?> was = old.remove(id);
            if (was == null) {
                steps.add(new ReloadStep(Kind.MACHINE_ADDED, id, List.of()));
            } else if (!was.isReachedAs(machine)) {
                steps.add(new ReloadStep(Kind.MACHINE_REACHED_ANEW, id, List.of()));
            } else if (!was.entry().hasWordsOf(machine.entry())) {
                steps.add(new ReloadStep(Kind.MACHINE_CHANGED, id, List.of()));
            }
        }
        old.keySet().forEach(id -> steps.add(new ReloadStep(Kind.MACHINE_REMOVED, id, List.of())));
    }

    private static void pools(List<PoolEntry> before, List<PoolEntry> after, List<ReloadStep> steps) {
        Map<String, PoolEntry> old = new LinkedHashMap<>();
        before.forEach(pool -> old.put(pool.id(), pool));
        for (PoolEntry pool : after) {
            if (!pool.equals(old.remove(pool.id()))) {
                steps.add(new ReloadStep(Kind.POOL_CHANGED, pool.id(), List.of()));
            }
        }
        old.keySet().forEach(id -> steps.add(new ReloadStep(Kind.POOL_CHANGED, id, List.of())));
    }

    private static List<ReloadStep> atNextStart(FarmPlan before, FarmPlan after) {
        Map<String, Function<FarmConfig, Object>> farmWide = new LinkedHashMap<>();
        farmWide.put(DATA, FarmConfig::data);
        farmWide.put("farm.name", FarmConfig::name);
        farmWide.put("farm.plugins", FarmConfig::plugins);
        farmWide.put("farm.tls-engine", FarmConfig::tlsEngine);
        farmWide.put("farm.keys", FarmConfig::keys);
        farmWide.put("farm.store and store-password", FarmConfig::store);
        farmWide.put("farm.cluster", FarmConfig::cluster);
        farmWide.put("farm.files", FarmConfig::files);
        farmWide.put("farm.keep-jobs-for and keep-jobs-size", FarmConfig::keepJobs);
        farmWide.put("farm.deliveries", FarmConfig::deliveries);
        farmWide.put("farm.notifications", FarmConfig::notifications);
        List<ReloadStep> steps = new ArrayList<>();
        farmWide.forEach((key, value) -> {
            if (!value.apply(before.config()).equals(value.apply(after.config()))) {
                steps.add(new ReloadStep(Kind.AT_NEXT_START, key, List.of()));
            }
        });
        if (!before.farmServices().equals(after.farmServices())) {
            steps.add(new ReloadStep(Kind.AT_NEXT_START, "farm.services", List.of()));
        }
        return steps;
    }

    private static Map<String, PrinterEntry> byId(FarmConfig config) {
        Map<String, PrinterEntry> entries = new LinkedHashMap<>();
        config.printers().forEach(entry -> entries.put(entry.printer().id(), entry));
        return entries;
    }

    private static Map<String, Map<String, PlannedService<?>>> services(FarmPlan plan) {
        Map<String, Map<String, PlannedService<?>>> byPrinter = new LinkedHashMap<>();
        for (PlannedService<?> service : plan.ownServices().services()) {
            byPrinter
                    .computeIfAbsent(service.printer().id(), id -> new LinkedHashMap<>())
                    .put(service.type(), service);
        }
        return byPrinter;
    }

    /** Whether the farm goes on as it is. */
    boolean changesNothing() {
        return steps.stream().allMatch(step -> step.kind() == Kind.AT_NEXT_START);
    }

    /** The ids of the steps of some kinds. */
    Set<String> ids(Kind... kinds) {
        Set<Kind> wanted = Set.of(kinds);
        return steps.stream()
                .filter(step -> wanted.contains(step.kind()))
                .map(ReloadStep::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Which services, of the plan before or after, have to be stopped or started for these steps. */
    Predicate<PlannedService<?>> touched() {
        Set<String> whole = ids(Kind.PRINTER_ADDED, Kind.PRINTER_REMOVED, Kind.PRINTER_RESTARTED);
        Map<String, List<String>> parts = steps.stream()
                .filter(step -> step.kind() == Kind.SERVICES_RESTARTED)
                .collect(Collectors.toMap(ReloadStep::id, ReloadStep::details));
        return service -> whole.contains(service.printer().id())
                || parts.getOrDefault(service.printer().id(), List.of()).contains(service.type());
    }
}
