package org.printfarm.host.app;

import java.util.List;
import java.util.Locale;

/**
 * One thing to do, so that a running farm is as its changed file says.
 *
 * @param kind what
 * @param id the printer's or machine's id, or the key of the file that is meant
 * @param details what of it: parts of a printer, or types of services
 */
record ReloadStep(Kind kind, String id, List<String> details) {

    ReloadStep {
        details = List.copyOf(details);
    }

    /** What can be done. */
    enum Kind {
        /** A printer more: its services start. */
        PRINTER_ADDED,
        /** A printer less: its services stop, and the jobs that wait are held. */
        PRINTER_REMOVED,
        /** A printer is another one: all of its services start anew. */
        PRINTER_RESTARTED,
        /** Some services of a printer start anew, or for the first or last time. */
        SERVICES_RESTARTED,
        /** A printer is logged in to with another code. Nothing starts anew. */
        CODE_CHANGED,
        /** The jobs of a printer go elsewhere. Nothing starts anew. */
        ROUTE_CHANGED,
        /** Addresses are made elsewhere or by somebody else; those that are there stay. */
        ADDRESSES_CHANGED,
        /** A machine more. */
        MACHINE_ADDED,
        /** A machine less, as soon as its print is over. */
        MACHINE_REMOVED,
        /** A machine is reached in another way, as soon as nothing is on its way to it. */
        MACHINE_REACHED_ANEW,
        /** A machine has other words, and goes on. */
        MACHINE_CHANGED,
        /** A pool is there, gone, or has other machines or rules: what waits in it is decided anew. */
        POOL_CHANGED,
        /** Not to be done while the farm runs. */
        AT_NEXT_START;

        /** As documents have it, for instance {@code printer-added}. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
