package org.printfarm.host.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.host.status.EventLog;

/** What printfarm logs by unless the user names a file, and the file that says the same. */
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

    @ParameterizedTest
    @EnumSource
    void theLinesGoToStandardErrorOneForEachEventAndLibrariesAreSilent(LogSetUp setUp) throws JoranException {
        System.clearProperty(FarmLog.LEVEL);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            LoggerContext context = setUp.context();
            context.getLogger("org.printfarm.host.Any").info("one\r\nline\u2028only");
            context.getLogger("org.printfarm.host.Any").debug("not this");
            context.getLogger("org.apache.mina.filter.Any").error("peer bytes");
            context.getLogger(EventLog.class).info("event=detected");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> written.toString(StandardCharsets.UTF_8).contains("event=detected"));
            context.stop();
        } finally {
            System.setErr(before);
        }

        String[] lines = written.toString(StandardCharsets.UTF_8).split("\\R");
        assertThat(lines).hasSize(2);
        assertThat(lines)
                .anyMatch(line -> line.endsWith(" INFO  Any one  line only"))
                .anyMatch(line -> line.endsWith(" INFO  EventLog event=detected"))
                .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}.*"));
    }

    @Test
    void theFileAndTheCodeSetTheSameLevelsAndAppenders() throws JoranException {
        System.clearProperty(FarmLog.LEVEL);

        assertThat(described(LogSetUp.IN_CODE))
                .isEqualTo(described(LogSetUp.EXAMPLE_FILE))
                .containsEntry("ROOT", "INFO true [STDERR]")
                .containsEntry(EventLog.class.getName(), "INFO false [EXCHANGES]")
                .containsEntry("org.pf4j", "OFF true []")
                .containsEntry(
                        "appender EXCHANGES",
                        "AsyncAppender queue=8192 neverBlock=true threshold=1638 caller=false flush=1000 to=[STDERR]")
                .containsEntry("appender STDERR", "ConsoleAppender target=System.err flush=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"WARN", "debug", "TRACE", "OFF", "no level", ""})
    void theLevelIsThatOfTheSystemProperty(String level) throws JoranException {
        System.setProperty(FarmLog.LEVEL, level);

        assertThat(described(LogSetUp.IN_CODE)).isEqualTo(described(LogSetUp.EXAMPLE_FILE));
    }

    private static Map<String, String> described(LogSetUp setUp) throws JoranException {
        LoggerContext context = setUp.context();
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
