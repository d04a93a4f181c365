package org.printfarm.host.job;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.host.job.store.Job;

/** What the inbox itself tells of jobs. Any thread. */
final class InboxEvents {

    /** What the events say for a service. */
    static final String NAME = "inbox";

    /** Begins the code of a repeated print; the number of the earlier job follows. */
    static final String REPEAT_OF = "REPEAT_OF_";

    /** The code of a print that was asked for at a printer that went before its file came. */
    static final String DROPPED = "REQUEST_DROPPED_PRINTER_GONE";

    private static final InetSocketAddress NOBODY = InetSocketAddress.createUnresolved("-", 0);
    private static final int NO_PORT = 0;

    private volatile BiConsumer<String, PrinterEvent> sink = (printer, event) -> {};

    /** Tells somebody from now on: the id of the printer, and the event. */
    void to(BiConsumer<String, PrinterEvent> next) {
        sink = next;
    }

    /** The disk damaged the file of a job. */
    void damaged(Job job, String fault) {
        String code = "FILE_" + fault.toUpperCase(Locale.ROOT);
        long bytes = job.content().bytes();
        sink.accept(job.printer(), new PrinterEvent(Kind.FAULT, NAME, NO_PORT, NOBODY, code, bytes));
    }

    /** A client asked for a print again. */
    void repeated(Job job, String earlier, PrintRequest request) {
        InetSocketAddress client = new InetSocketAddress(request.from(), NO_PORT);
        String code = REPEAT_OF + earlier;
        sink.accept(job.printer(), new PrinterEvent(Kind.PRINT_REPEATED, NAME, NO_PORT, client, code, 0));
    }

    /** A printer, by its id, is gone, and no file came for what a client asked it to print. */
    void dropped(String printer, PrintRequest request) {
        InetSocketAddress client = new InetSocketAddress(request.from(), NO_PORT);
        sink.accept(printer, new PrinterEvent(Kind.FAULT, NAME, NO_PORT, client, DROPPED, 0));
    }
}
