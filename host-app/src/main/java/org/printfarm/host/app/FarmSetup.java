package org.printfarm.host.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Printer;
import org.printfarm.host.config.ConfigLoader;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;
import org.printfarm.host.dispatch.Machine;
import org.printfarm.host.dispatch.MachinePlanner;
import org.printfarm.host.plugin.PluginCatalog;
import org.printfarm.host.service.FarmServicePlanner;
import org.printfarm.host.service.PlannedFarmService;
import org.printfarm.host.service.ServicePlan;
import org.printfarm.host.service.ServicePlanner;
import org.printfarm.host.tls.FarmTls;
import org.printfarm.host.tls.LeafDates;

/**
 * Everything about a farm that can be known before it starts: its configuration, its plugins, and the plan that follows from
 * both. Goes as far as it can, so that one run finds every mistake. While the farm runs, it is what the farm is by now. Close it
 * to let go of the plugins.
 */
final class FarmSetup implements AutoCloseable {

    private final PluginCatalog catalog;
    private final @Nullable ScratchFolder scratch;
    private volatile FarmPlan current;
    private volatile Certificates certificates;

    private FarmSetup(FarmPlan plan, PluginCatalog catalog, @Nullable ScratchFolder scratch) {
        this.current = plan;
        this.certificates =
                new Certificates(printer -> LeafDates.end(plan.config().data(), printer), List::of);
        this.catalog = catalog;
        this.scratch = scratch;
    }

    /**
     * What is known of the printers' certificates.
     *
     * @param end until when one is valid
     * @param waiting who cannot have one before the clock is set
     */
    private record Certificates(Function<Printer, Optional<Instant>> end, Supplier<List<Printer>> waiting) {}

    /** Where a command may write. */
    enum Footprint {
        /** In the data folder: serials that were made are kept, plugins stay unpacked for the next start. */
        DATA_FOLDER,
        /** Nowhere but in a temporary folder, which is removed. */
        NONE
    }

    /**
     * Reads, loads and plans.
     *
     * @param source which farm
     * @param footprint where to write
     * @param problems gets every mistake and warning
     * @return empty when it could not even be planned; when {@code problems} is not clean, nothing may be started
     */
    static Optional<FarmSetup> open(FarmSource source, Footprint footprint, Problems problems) {
        return open(source, footprint, problems, config -> {});
    }

    /**
     * Reads, loads and plans, and tells in between.
     *
     * @param whenRead gets a configuration without a mistake before the plugins are looked at; must not wait
     */
    static Optional<FarmSetup> open(
            FarmSource source, Footprint footprint, Problems problems, Consumer<FarmConfig> whenRead) {
        ConfigLoader.Serials serials =
                footprint == Footprint.DATA_FOLDER ? ConfigLoader.Serials.KEEP : ConfigLoader.Serials.PREVIEW;
        Optional<FarmConfig> config = source.load(serials, problems);
        if (problems.isClean()) {
            config.ifPresent(whenRead);
        }
        return config.flatMap(read -> open(read, footprint, problems));
    }

    private static Optional<FarmSetup> open(FarmConfig config, Footprint footprint, Problems problems) {
        ScratchFolder scratch = null;
        try {
            scratch = footprint == Footprint.NONE ? ScratchFolder.make() : null;
            Path cache = scratch == null ? config.data().resolve("plugin-cache") : scratch.path();
            PluginCatalog catalog = PluginCatalog.open(config.plugins(), cache);
            return Optional.of(new FarmSetup(plan(config, catalog, problems), catalog, scratch));
        } catch (IOException e) {
            problems.mistake(new Problem(
                    config.source(),
                    config.pluginsLine(),
                    config.pluginsColumn(),
                    "farm.plugins",
                    String.valueOf(e.getMessage())));
            if (scratch != null) {
                scratch.close();
            }
            return Optional.empty();
        }
    }

    private static FarmPlan plan(FarmConfig config, PluginCatalog catalog, Problems problems) {
        ServicePlan services = ServicePlanner.plan(config, catalog.factories(), problems);
        return new FarmPlan(
                config,
                services,
                MachinePlanner.plan(config, catalog.drivers(), problems),
                FarmServicePlanner.plan(config, catalog.farmServices(), problems),
                Share.ALL);
    }

    /** What another configuration would come to with these plugins. */
    FarmPlan planned(FarmConfig changed, Problems problems) {
        return plan(changed, catalog, problems);
    }

    /** Goes on as another plan says; one without a mistake. */
    void become(FarmPlan plan) {
        current = plan;
    }

    /** What the farm is by now. */
    FarmPlan current() {
        return current;
    }

    /** What the operator wrote. */
    FarmConfig config() {
        return current.config();
    }

    /** Plugin files that came, went or changed since the start, for instance {@code plugin file-plugin.zip}. */
    List<String> changedPlugins() {
        return catalog.changedFiles().stream()
                .map(file -> "plugin file " + file)
                .toList();
    }

    /** From now on printers have the certificates of a farm that runs. */
    void certified(FarmTls tls) {
        certificates = new Certificates(printer -> LeafDates.end(tls, printer), tls::waiting);
    }

    /** Printers of a farm that runs that cannot be started before its clock is set. */
    List<Printer> waiting() {
        return certificates.waiting.get();
    }

    /** Until when a printer's certificate is valid; empty while it has none. */
    Optional<Instant> certificateEnd(Printer printer) {
        return certificates.end.apply(printer);
    }

    /** The plugins. */
    PluginCatalog catalog() {
        return catalog;
    }

    /** What would run. */
    ServicePlan plan() {
        return current.services();
    }

    /** The services of the farm itself that would run. */
    List<PlannedFarmService<?>> farmServices() {
        return current.farmServices();
    }

    /** The machines that there would be. */
    List<Machine<?>> machines() {
        return current.machines();
    }

    @Override
    public void close() {
        close(PluginCatalog.LIMIT);
    }

    /**
     * Lets go of the plugins.
     *
     * @param limit how long they may take for it in all
     */
    void close(Duration limit) {
        catalog.close(limit);
        if (scratch != null) {
            scratch.close();
        }
    }
}
