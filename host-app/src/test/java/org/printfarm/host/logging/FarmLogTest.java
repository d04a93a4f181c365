package org.printfarm.host.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.host.event.EventLog;

/** What printfarm logs by unless the user names a file. */
final class FarmLogTest {

    private final String levelBefore = System.getProperty(FarmLog.LEVEL);

    @AfterEach
    void restoreLevel() {
        if (levelBefore == null) {
            System.clearProperty(FarmLog.LEVEL);
        } else {
            System.setProperty(FarmLog.LEVEL, levelBefore);
        }
    }

    @Test
    void theLinesGoToStandardErrorOneForEachEventAndLibrariesAreSilent() throws JoranException {
        System.clearProperty(FarmLog.LEVEL);
        String forged = "2026-11-26T14:05:09.007Z INFO  Any forged";
        Exception thrown = new Exception("a\n" + forged, new Exception("b\r\n" + forged));
        thrown.addSuppressed(new Exception("c\u2028" + forged));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            LoggerContext context = context();
            context.getLogger("org.printfarm.host.Any").info("one\r\nline\u2028only");
            context.getLogger("org.printfarm.host.Any").debug("not this");
            context.getLogger("org.printfarm.host.Any").warn("failed\u0085" + forged, thrown);
            context.getLogger("org.apache.mina.filter.Any").error("peer bytes");
            context.getLogger(EventLog.class).info("event=detected");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> written.toString(StandardCharsets.UTF_8).contains("event=detected"));
            context.stop();
        } finally {
            System.setErr(before);
        }

        String[] lines = written.toString(StandardCharsets.UTF_8).split("[\\r\\n\\x85\\u2028\\u2029]+");
        assertThat(lines)
                .filteredOn(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}.*"))
                .hasSize(3)
                .anyMatch(line -> line.endsWith(" INFO  Any one  line only"))
                .anyMatch(line -> line.endsWith(" WARN  Any failed " + forged))
                .anyMatch(line -> line.endsWith(" INFO  EventLog event=detected"));
        assertThat(lines)
                .filteredOn(line -> line.contains(forged))
                .hasSize(4)
                .noneMatch(line -> line.startsWith(forged));
    }

    @Test
    void exchangesNeverWaitForASlowTerminal() throws JoranException {
        System.clearProperty(FarmLog.LEVEL);

        assertThat(described())
                .containsEntry("ROOT", "INFO true [STDERR]")
                .containsEntry(EventLog.class.getName(), "INFO false [EXCHANGES]")
                .containsEntry("org.pf4j", "OFF true []")
                .containsEntry(
                        "appender EXCHANGES",
                        "AsyncAppender queue=8192 neverBlock=true threshold=1638 caller=false flush=1000 to=[STDERR]")
                .containsEntry("appender STDERR", "ConsoleAppender target=System.err flush=true");
    }

    @ParameterizedTest
    @CsvSource({"WARN,WARN", "debug,DEBUG", "TRACE,TRACE", "OFF,OFF", "no level,DEBUG"})
    void theLevelIsThatOfTheSystemProperty(String given, String level) throws JoranException {
        System.setProperty(FarmLog.LEVEL, given);

        assertThat(described()).containsEntry("ROOT", level + " true [STDERR]");
    }

    /** As the farm's own file sets it up; the test stops it. */
    private static LoggerContext context() throws JoranException {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(FarmLog.class.getResource("/logback.xml")));
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .allMatch(status -> status.getEffectiveLevel() < Status.WARN);
        return context;
    }

    private static Map<String, String> described() throws JoranException {
        LoggerContext context = context();
        Map<String, String> described = new TreeMap<>();
        for (Logger logger : context.getLoggerList()) {
            List<Appender<ILoggingEvent>> appenders = all(logger.iteratorForAppenders());
            if (logger.getLevel() != null || !appenders.isEmpty()) {
                described.put(logger.getName(), logger.getLevel() + " " + logger.isAdditive() + " " + names(appenders));
            }
            appenders.forEach(appender -> described.put("appender " + appender.getName(), described(appender)));
        }
        context.stop();
        return described;
    }

    private static String described(Appender<ILoggingEvent> appender) {
        String type = appender.getClass().getSimpleName();
        assertThat(appender.isStarted()).isTrue();
        if (appender instanceof AsyncAppender async) {
            return type + " queue=" + async.getQueueSize() + " neverBlock=" + async.isNeverBlock() + " threshold="
                    + async.getDiscardingThreshold() + " caller=" + async.isIncludeCallerData() + " flush="
                    + async.getMaxFlushTime() + " to=" + names(all(async.iteratorForAppenders()));
        }
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>) appender;
        assertThat(console.getEncoder().isStarted()).isTrue();
        return type + " target=" + console.getTarget() + " flush=" + console.isImmediateFlush();
    }

    private static List<String> names(List<Appender<ILoggingEvent>> appenders) {
        return appenders.stream().map(Appender::getName).toList();
    }

    private static <T> List<T> all(Iterator<T> iterator) {
        List<T> all = new ArrayList<>();
        iterator.forEachRemaining(all::add);
        return all;
    }
}
