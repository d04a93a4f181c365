package org.printfarm.host.event;

import java.time.Duration;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PrinterEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that the process has no file descriptors left, whichever service noticed it: a WARN with the mend, once a minute for
 * the whole farm, because every service of every printer notices it again and again until somebody does something. A service
 * tells it with an {@link PrinterEvent.Kind#OVERLOADED} event whose code is {@link FaultCode#TOO_MANY_OPEN_FILES}. Any thread.
 */
final class OpenFilesWarning {

    static final Duration PERIOD = Duration.ofMinutes(1);

    private static final String CODE = FaultCode.TOO_MANY_OPEN_FILES.name();

    private static final Logger log = LoggerFactory.getLogger(EventLog.class);

    private final LineBudget budget;

    OpenFilesWarning(long now) {
        this.budget = new LineBudget(1, PERIOD, now);
    }

    static boolean isMeant(PrinterEvent event) {
        return event.kind() == PrinterEvent.Kind.OVERLOADED && CODE.equals(event.code());
    }

    void tell(String printer, PrinterEvent event, long now) {
        if (!budget.take(now)) {
            return;
        }
        long since = budget.takeAllHeldBack();
        log.warn(
                "event=overloaded printer={} service={} port={} code={} held-back={} text=\"this process has too many"
                        + " files open: new connections wait until others end; raise the limit (ulimit -n) and start the"
                        + " farm again\"",
                printer,
                event.service(),
                event.port(),
                CODE,
                since);
    }
}
