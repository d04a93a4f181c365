package org.printfarm.host.registry;

import org.printfarm.api.PrinterServiceFactory;

/** A plugin's factory and the only way to call it. */
record Plugin(PrinterServiceFactory<?> factory, PluginLane lane) {

    static Plugin of(String type, PrinterServiceFactory<?> factory, Supervision shared) {
        ClassLoader classes = factory.getClass().getClassLoader();
        return new Plugin(factory, new PluginLane(type, classes, shared.limits().call(), shared.supervisor()));
    }
}
