package org.printfarm.host.service;

import org.printfarm.api.Extension;

/** A plugin's factory and the only way to call it. */
record Plugin(Extension<?> factory, PluginExecutor lane) {

    static Plugin of(String type, Extension<?> factory, Supervision shared) {
        ClassLoader classes = factory.getClass().getClassLoader();
        return new Plugin(
                factory, new PluginExecutor(type, classes, shared.limits().call(), shared.supervisor()));
    }
}
