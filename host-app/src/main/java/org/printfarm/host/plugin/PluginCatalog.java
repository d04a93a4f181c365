package org.printfarm.host.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.printfarm.api.driver.DriverFactory;
import org.printfarm.api.farm.FarmServiceFactory;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.host.files.FileStamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of one run of the host: what lies in the drop-in folder, what became of each, and the factories of the good
 * ones. A plugin that is bad in whatever way is reported and affects no other.
 *
 * <p>One thread at a time.
 */
public final class PluginCatalog implements AutoCloseable {

    /** How long all plugins together may take to start, and how long to close: what the API promises their authors. */
    public static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(PluginCatalog.class);

    private final Path folder;

    /** As they were when they were looked at. */
    private final Map<String, FileStamp> files;

    private final PluginCache cache;
    private final List<PluginReport> reports;
    private final List<StartedPlugin> started;
    private boolean closed;

    private PluginCatalog(
            Path folder,
            Map<String, FileStamp> files,
            PluginCache cache,
            List<PluginReport> reports,
            List<StartedPlugin> started) {
        this.folder = folder;
        this.files = files;
        this.cache = cache;
        this.reports = List.copyOf(reports);
        this.started = List.copyOf(started);
    }

    /**
     * Inspects, unpacks and starts what lies in the drop-in folder. Logs one line for each file.
     *
     * @param plugins the drop-in folder; only read from
     * @param cache a folder of the host's own to unpack into, made if missing; several hosts may share it
     * @return also when every single plugin was refused; to be closed
     * @throws IOException when one of the two folders cannot be used; the message names it and the mend
     */
    public static PluginCatalog open(Path plugins, Path cache) throws IOException {
        return open(plugins, cache, LIMIT);
    }

    static PluginCatalog open(Path plugins, Path cache, Duration limit) throws IOException {
        List<Path> files = DropInFolder.list(plugins);
        Map<String, FileStamp> stamps = DropInFolder.stamps(files);
        PluginCache unpacked = PluginCache.open(cache);
        PluginSelection selection = new PluginSelection(unpacked);
        selection.inspect(files);
        PluginStarter starter = new PluginStarter();
        starter.start(selection.candidates(), limit);
        List<PluginReport> reports = Stream.concat(selection.reports().stream(), starter.reports().stream())
                .sorted(Comparator.comparing(PluginReport::file))
                .toList();
        reports.forEach(PluginCatalog::log);
        return new PluginCatalog(plugins, stamps, unpacked, reports, starter.started());
    }

    private static void log(PluginReport report) {
        switch (report.state()) {
            case USED ->
                LOG.info(
                        "plugin={} version={} file={} state=used services={}",
                        report.id(),
                        report.version(),
                        Reason.oneLine(report.file()),
                        String.join(",", report.services()));
            case REFUSED, FAILED ->
                LOG.error(
                        "plugin={} version={} file={} state={} reason={}",
                        report.id(),
                        report.version(),
                        Reason.oneLine(report.file()),
                        report.state().word(),
                        report.reason());
        }
    }

    /**
     * What became of each file.
     *
     * @return sorted by file name; empty when there is nothing in the folder that looks like a plugin
     */
    public List<PluginReport> reports() {
        return reports;
    }

    /**
     * The files that came, went or changed since the plugins were opened, which goes on with those that it opened.
     *
     * @return their names, in order; none when the folder cannot be read
     */
    public List<String> changedFiles() {
        try {
            Map<String, FileStamp> now = DropInFolder.stamps(DropInFolder.list(folder));
            Set<String> names = new TreeSet<>(now.keySet());
            names.addAll(files.keySet());
            names.removeIf(name -> Objects.equals(now.get(name), files.get(name)));
            return names.stream().map(Reason::oneLine).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * The factories of services of all plugins that are used; the same objects at every call.
     *
     * @return by {@link PrinterServiceFactory#type()}
     */
    public Map<String, PrinterServiceFactory<?>> factories() {
        Map<String, PrinterServiceFactory<?>> services = new LinkedHashMap<>();
        forEach(PrinterServiceFactory.class, services::put);
        return Collections.unmodifiableMap(services);
    }

    /**
     * The factories of drivers of all plugins that are used; the same objects at every call.
     *
     * @return by {@link DriverFactory#type()}
     */
    public Map<String, DriverFactory<?>> drivers() {
        Map<String, DriverFactory<?>> drivers = new LinkedHashMap<>();
        forEach(DriverFactory.class, drivers::put);
        return Collections.unmodifiableMap(drivers);
    }

    /**
     * The factories of the farm's own services of all plugins that are used; the same objects at every call.
     *
     * @return by {@link FarmServiceFactory#type()}
     */
    public Map<String, FarmServiceFactory<?>> farmServices() {
        Map<String, FarmServiceFactory<?>> services = new LinkedHashMap<>();
        forEach(FarmServiceFactory.class, services::put);
        return Collections.unmodifiableMap(services);
    }

    private <E> void forEach(Class<E> point, BiConsumer<String, E> action) {
        started.forEach(plugin -> plugin.factories().forEach((type, factory) -> {
            if (point.isInstance(factory)) {
                action.accept(type, point.cast(factory));
            }
        }));
    }

    /**
     * Loads the classes of the plugins that are used, and opens their jars and the host's, so that a process without file
     * descriptors goes on serving and recovers. Runs none of their code. Any thread; takes tenths of a second.
     */
    public void preload() {
        long begin = System.nanoTime();
        ClassPreload.openJars(PluginCatalog.class.getClassLoader());
        started.forEach(StartedPlugin::preload);
        LOG.info("plugins={} classes=loaded ms={}", started.size(), (System.nanoTime() - begin) / 1_000_000);
    }

    /** Closes within {@link #LIMIT}. */
    @Override
    public void close() {
        close(LIMIT);
    }

    /**
     * Closes every factory and then stops every plugin, the last started first, at the same time, so that one that hangs
     * takes no time from the others. What throws is logged, what does not return in time is logged and left behind. The
     * services must all be closed by now. May be called twice.
     *
     * @param limit how long this may take in all
     */
    public void close(Duration limit) {
        if (closed) {
            return;
        }
        closed = true;
        PluginCloser.closeAll(started, limit);
        cache.close();
    }
}
