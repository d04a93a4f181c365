package org.printfarm.host.service;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Extension;

/** The plugins of which a service was started, by type. Guarded by the registry, but for {@link #closeLanes}. */
final class Plugins {

    private final Supervision shared;
    private final Map<String, Plugin> byType = new LinkedHashMap<>();

    Plugins(Supervision shared) {
        this.shared = shared;
    }

    /** The only way to call the plugin; the same at every call with one type. */
    PluginExecutor laneOf(String type, Extension<?> factory) {
        return byType.computeIfAbsent(type, absent -> Plugin.of(absent, factory, shared))
                .lane();
    }

    /** Whether the type is known with another factory. */
    boolean isOther(String type, Extension<?> factory) {
        @Nullable Plugin known = byType.get(type);
        return known != null && known.factory() != factory;
    }

    Map<String, Plugin> all() {
        return Map.copyOf(byType);
    }

    /** Nothing is called any more. To be called once nothing is added. */
    void closeLanes() {
        byType.values().forEach(plugin -> plugin.lane().close());
    }
}
