package org.printfarm.host.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.driver.DriverFactory;
import org.printfarm.api.driver.MachineDescription;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.MachineEntry;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;
import org.printfarm.host.config.ServiceEntry;
import org.printfarm.host.config.SettingsCall;

/**
 * Finds out which machines there are to be, and everything that speaks against it: a driver that no plugin provides, settings
 * that the plugin refuses, one machine twice. Opens nothing. One thread.
 */
public final class MachinePlanner {

    private final Map<String, DriverFactory<?>> drivers;
    private final Problems problems;
    private final List<Machine<?>> machines = new ArrayList<>();
    private final Map<String, Machine<?>> bySerial = new HashMap<>();
    private final Map<String, Machine<?>> byAddress = new HashMap<>();

    private MachinePlanner(Map<String, DriverFactory<?>> drivers, Problems problems) {
        this.drivers = drivers;
        this.problems = problems;
    }

    /**
     * Plans all machines.
     *
     * @param config the farm
     * @param drivers the usable plugins' factories, by type
     * @param problems gets every mistake and warning
     * @return what could be planned, in the order of the file
     */
    public static List<Machine<?>> plan(FarmConfig config, Map<String, DriverFactory<?>> drivers, Problems problems) {
        MachinePlanner planner = new MachinePlanner(drivers, problems);
        config.machines().forEach(entry -> planner.plan(entry, config));
        return List.copyOf(planner.machines);
    }

    private void plan(MachineEntry entry, FarmConfig config) {
        DriverFactory<?> factory = drivers.get(entry.driver().type());
        if (factory == null) {
            String known = drivers.isEmpty() ? "there is none" : "there are " + String.join(", ", drivers.keySet());
            mistake(
                    entry,
                    "no plugin provides the driver " + entry.driver().type() + "; plugins are read from "
                            + config.plugins() + ": " + known);
            return;
        }
        SettingsCall.<Machine<?>>ask(
                        entry.driver(),
                        "the driver " + entry.driver().type(),
                        factory.getClass().getClassLoader(),
                        settings -> read(entry, factory, settings),
                        problems)
                .ifPresent(this::add);
    }

    private static <S> Machine<S> read(
            MachineEntry entry, DriverFactory<S> factory, ServiceEntry.TrackedSettings reader) {
        S settings = SettingsCall.read(factory, reader);
        return new Machine<>(entry, factory, settings, factory.describe(settings));
    }

    private void add(Machine<?> machine) {
        MachineDescription description = machine.description();
        unique(machine, description.serial(), bySerial, "serial");
        unique(machine, description.address(), byAddress, "address");
        machines.add(machine);
    }

    private void unique(Machine<?> machine, Optional<String> value, Map<String, Machine<?>> known, String what) {
        value.ifPresent(text -> {
            Machine<?> twin = known.putIfAbsent(text, machine);
            if (twin != null) {
                Problem there = twin.entry().driver().problem("");
                mistake(
                        machine.entry(),
                        "expected " + (what.equals("address") ? "an " : "a ") + what + " of its own, got that of "
                                + there.key() + " (" + there.file() + ":" + there.line() + ":" + there.column() + ")");
            }
        });
    }

    private void mistake(MachineEntry entry, String message) {
        problems.mistake(entry.driver().problem(message));
    }
}
