package org.printfarm.host.service;

import org.printfarm.api.service.PrinterServiceFactory;

/** A plugin's factory and the only way to call it. */
record Plugin(PrinterServiceFactory<?> factory, PluginExecutor lane) {

    static Plugin of(String type, PrinterServiceFactory<?> factory, Supervision shared) {
        ClassLoader classes = factory.getClass().getClassLoader();
        return new Plugin(
                factory, new PluginExecutor(type, classes, shared.limits().call(), shared.supervisor()));
    }
}
