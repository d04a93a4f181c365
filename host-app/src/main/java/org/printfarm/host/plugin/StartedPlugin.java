package org.printfarm.host.plugin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.printfarm.api.Extension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin that runs. Not a record: its {@code hashCode} and {@code toString} would run the plugin's code. */
final class StartedPlugin {

    private static final Logger LOG = LoggerFactory.getLogger(StartedPlugin.class);

    private final PluginDescription plugin;
    private final SinglePluginManager manager;
    private final Map<String, Extension<?>> factories;

    /**
     * Takes over a plugin.
     *
     * @param plugin who it is
     * @param manager its own PF4J
     * @param factories by type; asked for once, because PF4J makes new objects at each asking
     */
    StartedPlugin(PluginDescription plugin, SinglePluginManager manager, Map<String, Extension<?>> factories) {
        this.plugin = plugin;
        this.manager = manager;
        this.factories = Collections.unmodifiableMap(new TreeMap<>(factories));
    }

    String id() {
        return plugin.id();
    }

    /** Sorted by type. */
    Map<String, Extension<?>> factories() {
        return factories;
    }

    /** Has its classes and jars at hand, whatever happens to the process's file descriptors later. */
    void preload() {
        ClassLoader loader = manager.getPluginClassLoader(plugin.id());
        ClassPreload.openJars(loader);
        ClassPreload.load(loader, plugin.classes());
    }

    /**
     * Closes its factories, then stops it. Each step is taken whatever the one before threw. Runs the plugin's code, so it
     * belongs onto a {@link WatchedCall}.
     *
     * <p>The class loader stays open until nobody refers to it: threads that a library winds down in the background still
     * load classes.
     */
    void close() {
        Thread.currentThread().setContextClassLoader(manager.getPluginClassLoader(plugin.id()));
        List<Map.Entry<String, Extension<?>>> newestFirst = new ArrayList<>(factories.entrySet());
        Collections.reverse(newestFirst);
        for (Map.Entry<String, Extension<?>> factory : newestFirst) {
            step(
                    "closing the factory of " + factory.getKey(),
                    () -> factory.getValue().close());
        }
        step("stopping the plugin", () -> manager.stopPlugin(plugin.id()));
    }

    private void step(String what, Runnable work) {
        try {
            work.run();
        } catch (Throwable thrown) {
            LOG.warn("plugin={} {} threw {}", plugin.id(), what, Reason.thrown(thrown));
            Reason.logStack(LOG, plugin.id(), what, thrown);
        }
    }
}
