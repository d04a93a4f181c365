package org.printfarm.host.logging;

import ch.qos.logback.classic.LoggerContext;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of this process: {@code logback.xml}, or the file that the operator names. */
public final class FarmLog {

    /** The system property with the level that the log begins at; INFO where it is not set. */
    public static final String LEVEL = "farm.log.level";

    private static final Set<String> LIVING = Set.of("run", "net");

    private FarmLog() {}

    /**
     * Chooses the level and keeps standard output for results: whatever else is written there, Logback's own warnings for
     * instance, goes to standard error. To be called before there is a logger.
     *
     * @param arguments the command line; only {@code run} and {@code net} have a life to log, the others log what is wrong
     */
    public static void prepare(String... arguments) {
        if (System.getProperty(LEVEL) == null && Collections.disjoint(List.of(arguments), LIVING)) {
            System.setProperty(LEVEL, "WARN");
        }
        System.setOut(System.err);
    }

    /** Reads the file, and says on standard error when nothing would be logged. */
    public static void open() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context
                && !context.getLogger(Logger.ROOT_LOGGER_NAME)
                        .iteratorForAppenders()
                        .hasNext()) {
            System.err.println(
                    "warning: the Logback file gives the root logger no appender, so that the farm has no log:"
                            + " begin anew with a copy of the farm's own, and leave out <if>");
        }
    }
}
