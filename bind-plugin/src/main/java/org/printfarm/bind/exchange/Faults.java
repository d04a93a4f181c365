package org.printfarm.bind.exchange;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to a fault of this plugin: it is logged for a person to see, without any text a peer may have sent. */
public final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    /** The deepest frames tell where; a stack overflow would fill the log with the rest. */
    private static final int MAX_FRAMES = 12;

    private Faults() {}

    public static void report(String where, Throwable fault) {
        LOG.error("fault in the bind plugin, {}; please report it", where, new Withheld(fault));
    }

    /** Runs something where an exception or an {@link Error} would end a thread of MINA for good. */
    public static void contain(Runnable task) {
        try {
            task.run();
        } catch (Throwable fault) {
            report("in a callback", fault);
        }
    }

    /** The kind and the place of a fault; its message may hold a peer's bytes. */
    private static final class Withheld extends RuntimeException {

        private static final long serialVersionUID = 1;

        Withheld(Throwable fault) {
            super(fault.getClass().getName(), null, false, true);
            StackTraceElement[] frames = fault.getStackTrace();
            setStackTrace(java.util.Arrays.copyOf(frames, Math.min(frames.length, MAX_FRAMES)));
        }
    }
}
