package org.printfarm.host.event;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Keeps what a class logs, and keeps it from the console. */
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Level before;
    private final boolean wasAdditive;

    public LogCapture(Class<?> source, Level level) {
        this(LoggerFactory.getLogger(source), level);
    }

    /** Of everything below {@code org.printfarm}. */
    public static LogCapture ofAll(Level level) {
        return new LogCapture(LoggerFactory.getLogger("org.printfarm"), level);
    }

    private LogCapture(org.slf4j.Logger source, Level level) {
        logger = (Logger) source;
        before = logger.getLevel();
        wasAdditive = logger.isAdditive();
        setContext(logger.getLoggerContext());
        start();
        logger.addAppender(this);
        logger.setLevel(level);
        logger.setAdditive(false);
    }

    /** {@code LEVEL message}, with the text of a stack trace if there was one. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String thrown = event.getThrowableProxy() == null
                ? ""
                : " " + event.getThrowableProxy().getClassName() + ": "
                        + event.getThrowableProxy().getMessage();
        lines.add(event.getLevel() + " " + event.getFormattedMessage() + thrown);
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(before);
        logger.setAdditive(wasAdditive);
    }
}
