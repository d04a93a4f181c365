package org.printfarm.host.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.Reporter;

/**
 * The log that a farm has unless its operator names a file: the appenders and levels of {@code example-logback.xml}, which
 * says why they are so.
 */
public final class FarmLog {

    /** The system property with the level that the log begins at; INFO where it is not set. */
    public static final String LEVEL = "farm.log.level";

    /** {@code org.printfarm.host.status.EventLog}, whose lines come from the threads that serve slicers. */
    static final String EXCHANGES = "org.printfarm.host.status.EventLog";

    /** Exchange lines that may wait for a slow terminal; further ones are dropped. */
    static final int WAITING_LINES = 8192;

    private FarmLog() {}

    /**
     * Lets the first logger of this process set up Logback in code, where nobody asked for something else. To be called
     * before there is a logger.
     */
    public static void prefer() {
        if (System.getProperty(LoggerFactory.PROVIDER_PROPERTY_KEY) == null) {
            System.setProperty(LoggerFactory.PROVIDER_PROPERTY_KEY, LogProvider.class.getName());
            if (System.getProperty(Reporter.SLF4J_INTERNAL_VERBOSITY_KEY) == null) {
                // It would tell at each start which provider it takes, and that what other threads logged meanwhile
                // comes later.
                System.setProperty(Reporter.SLF4J_INTERNAL_VERBOSITY_KEY, "ERROR");
            }
        }
    }

    /** Sets up a context that has no appenders yet. */
    static void setUp(LoggerContext context) {
        LineEncoder encoder = new LineEncoder();
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("STDERR");
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        AsyncAppender exchanges = new AsyncAppender();
        exchanges.setContext(context);
        exchanges.setName("EXCHANGES");
        exchanges.setQueueSize(WAITING_LINES);
        exchanges.setNeverBlock(true);
        exchanges.addAppender(console);
        exchanges.start();

        Logger events = context.getLogger(EXCHANGES);
        events.setLevel(Level.INFO);
        events.setAdditive(false);
        events.addAppender(exchanges);
        context.getLogger("org.apache.mina").setLevel(Level.OFF);
        context.getLogger("org.apache.ftpserver").setLevel(Level.OFF);
        context.getLogger("io.netty").setLevel(Level.WARN);
        context.getLogger("org.flywaydb").setLevel(Level.WARN);
        context.getLogger("org.pf4j").setLevel(Level.OFF);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        // Text that is no level means DEBUG, as in Logback's own files.
        root.setLevel(Level.toLevel(System.getProperty(LEVEL, "INFO")));
        root.addAppender(console);
    }
}
