package org.printfarm.host.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineSetting;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.job.MachineReadings;
import org.printfarm.api.job.PrintControl;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintProgress;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.MachineEntry;
import org.printfarm.host.config.PoolEntry;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.config.SendTo;
import org.printfarm.host.dispatch.DispatchException;
import org.printfarm.host.dispatch.Dispatcher;
import org.printfarm.host.job.JobRouting.Pooled;
import org.printfarm.host.job.JobRouting.Route;
import org.printfarm.host.job.MachineMirror.Seen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the jobs of printers go, by the configuration as it is now. Any thread. */
final class Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final BiFunction<String, String, Pooled> pools;
    private volatile Map<String, Supplier<Route>> byPrinter;

    /**
     * Goes by a configuration.
     *
     * @param pools a pool as a printer has it, both by their ids; not asked before a printer is there
     */
    Routes(FarmConfig config, BiFunction<String, String, Pooled> pools) {
        this.pools = pools;
        byPrinter = of(config);
    }

    /** Goes by another configuration from now on. */
    void become(FarmConfig changed) {
        byPrinter = of(changed);
    }

    /** Where a printer's jobs go; empty when they stay in the inbox. */
    Optional<Route> of(String printer) {
        return Optional.ofNullable(byPrinter.get(printer)).map(Supplier::get);
    }

    private Map<String, Supplier<Route>> of(FarmConfig config) {
        Map<String, MachineEntry> machines =
                config.machines().stream().collect(Collectors.toMap(MachineEntry::id, machine -> machine));
        Map<String, PoolEntry> pools = config.pools().stream().collect(Collectors.toMap(PoolEntry::id, pool -> pool));
        Map<String, Supplier<Route>> routes = new HashMap<>();
        for (PrinterEntry entry : config.printers()) {
            entry.sendTo().ifPresent(to -> {
                PoolEntry pool = pools.get(to.goal());
                String printer = entry.printer().id();
                routes.put(
                        printer,
                        pool == null ? () -> toMachine(to, machines.get(to.goal())) : () -> toPool(to, pool, printer));
            });
        }
        return routes;
    }

    private static Route toMachine(SendTo to, @Nullable MachineEntry machine) {
        Optional<String> mirrored = to.showAt(false) == SendTo.Show.MIRROR ? Optional.of(to.goal()) : Optional.empty();
        return new Route(to.goal(), takesUploads(machine), mirrored, Optional.empty());
    }

    private Route toPool(SendTo to, PoolEntry pool, String printer) {
        Optional<String> mirrored = to.showAt(true) == SendTo.Show.MIRROR
                ? Optional.of(pool.machines().get(0))
                : Optional.empty();
        return new Route(to.goal(), false, mirrored, Optional.of(pools.apply(pool.id(), printer)));
    }

    /** What printers show of a machine; empty while it does not say what it does: they go on with what they show. */
    static Optional<Seen> seen(MachineStatus status, Optional<String> job, List<String> queued) {
        MachineStatus.Progress progress = status.progress();
        if (status.activity() == MachineStatus.Activity.UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(new Seen(
                switch (status.activity()) {
                    case PREPARING -> PrintPhase.PREPARE;
                    case PRINTING -> PrintPhase.RUNNING;
                    case PAUSED -> PrintPhase.PAUSE;
                    case FINISHED -> PrintPhase.FINISH;
                    case FAILED -> PrintPhase.FAILED;
                    case IDLE, UNKNOWN -> PrintPhase.IDLE;
                },
                status.title().orElse(""),
                new PrintProgress(
                        progress.percent(),
                        progress.layer(),
                        progress.layers(),
                        Duration.ofMinutes(progress.remainingMinutes().orElse(0))),
                new MachineReadings(status.temperatures(), status.trays(), status.faults()),
                job,
                queued));
    }

    /** Passes what somebody at a slicer does on to a machine. */
    static void pass(Dispatcher dispatcher, String machine, PrintControl control) {
        MachineCommand command = switch (control) {
            case PAUSE -> MachineCommand.PAUSE;
            case RESUME -> MachineCommand.RESUME;
            case STOP -> MachineCommand.STOP;
        };
        try {
            dispatcher.control(machine, command);
        } catch (DispatchException e) {
            LOG.warn("machine={} command={} lost: {}", machine, command, e.getMessage());
        }
    }

    /** Passes what somebody sets at a printer's panel on to its machine; false while there are no machines yet. */
    static void set(
            List<Dispatcher> dispatchers, String machine, List<MachineSetting> settings, Consumer<Boolean> answer) {
        dispatchers.stream()
                .findFirst()
                .ifPresentOrElse(one -> one.set(machine, settings, answer), () -> answer.accept(false));
    }

    private static boolean takesUploads(@Nullable MachineEntry machine) {
        return machine != null && machine.takes() == MachineEntry.Takes.UPLOADS;
    }
}
