package org.printfarm.host.service;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs what plugins throw: the first of its sort with its stack trace, further ones at DEBUG, because the same fault comes
 * back with each printer and each retry. A {@link VirtualMachineError} is an ERROR, anything else a WARN. Any thread.
 */
final class ThrownLog {

    /** Sorts that are told apart; beyond it all is DEBUG. */
    static final int MAX_SORTS = 200;

    private static final Logger log = LoggerFactory.getLogger(ServiceRegistry.class);

    private record Sort(String plugin, String step, String thrown) {}

    private final Set<Sort> seen = ConcurrentHashMap.newKeySet();

    /**
     * Logs one.
     *
     * @param plugin the type of the plugin's services
     * @param step what was called, for instance {@code start}
     * @param printer for which printer
     * @param thrown what came out
     * @return a sentence about it that holds no text of the plugin's
     */
    String record(String plugin, String step, String printer, Throwable thrown) {
        String kind = thrown.getClass().getName();
        boolean isNew = seen.size() < MAX_SORTS && seen.add(new Sort(plugin, step, kind));
        Level level = thrown instanceof VirtualMachineError ? Level.ERROR : Level.WARN;
        try {
            log.atLevel(isNew ? level : Level.DEBUG)
                    .setCause(thrown)
                    .log("printer={} service={}: the plugin threw {} in {}", printer, plugin, kind, step);
        } catch (Throwable unprintable) {
            // A throwable's own methods are the plugin's code as well and may throw in turn.
            log.atLevel(level).log("printer={} service={}: the plugin threw {} in {}", printer, plugin, kind, step);
        }
        return "the plugin threw " + kind + " in " + step
                + ": a fault of the plugin, its stack trace stands in the log; tell its author";
    }
}
