package org.printfarm.host.job;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What machines said last: a machine at rest says nothing for hours, and a printer that is opened, or sent there, after it
 * shows it all the same. Any thread.
 */
final class LastSeen {

    private final Map<String, MachineMirror.Seen> byMachine = new ConcurrentHashMap<>();

    /** A machine said how it is. */
    void saw(String machine, MachineMirror.Seen seen, Collection<PrinterInbox> printers) {
        byMachine.put(machine, seen);
        printers.forEach(printer -> printer.saw(machine, seen));
    }

    /** A printer is new, or its jobs go elsewhere: it takes what its machine said. */
    PrinterInbox tell(PrinterInbox printer) {
        byMachine.forEach(printer::saw);
        return printer;
    }
}
