package org.printfarm.host.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LineEncoderTest {

    private static final long TIME = Instant.parse("2026-11-26T14:05:09.007Z").toEpochMilli();

    private LoggerContext file;
    private Encoder<ILoggingEvent> pattern;
    private final LineEncoder encoder = new LineEncoder();

    @BeforeEach
    void readTheFile() throws JoranException {
        file = LogSetUp.EXAMPLE_FILE.context();
        pattern = ((ConsoleAppender<ILoggingEvent>)
                        file.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("STDERR"))
                .getEncoder();
    }

    @AfterEach
    void stop() {
        file.stop();
    }

    @Test
    void aLineHoldsTimeLevelNameAndMessage() {
        LineEncoder utc = new LineEncoder(TimeZone.getTimeZone("UTC"));

        assertThat(text(utc.encode(event("org.printfarm.host.Any", Level.INFO, TIME, "ready"))))
                .isEqualTo("2026-11-26T14:05:09.007Z INFO  Any ready" + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ready",
                "two\nlines\r\nand\u0085more\u2028of\u2029them\r",
                "\n",
                "tab\tform\ffeed\u000Bbell\u0007\u001B[31m\0",
                "grün 印刷 \uD83D\uDDA8 \uD83D lone \uDDA8",
                "%msg %n ${user.home} {} \\n $1"
            })
    void aMessageGivesTheBytesOfThePattern(String message) {
        assertSame(event("org.printfarm.host.Any", Level.INFO, TIME, message));
    }

    @Test
    void aLongMessageIsWrittenWhole() {
        assertSame(event("org.printfarm.host.Any", Level.INFO, TIME, "x\n".repeat(100_000)));
    }

    @Test
    void aMessageThatIsNullGivesTheBytesOfThePattern() {
        assertSame(event("org.printfarm.host.Any", Level.INFO, TIME, null));
    }

    @Test
    void argumentsGiveTheBytesOfThePattern() {
        assertSame(event("a.B", Level.INFO, TIME, "{} and {} of {}", 1, "two\nlines", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROOT", "Name", "org.printfarm.host.Outer$Inner", "ends.with.dot.", "."})
    void aLoggersNameGivesTheBytesOfThePattern(String name) {
        assertSame(event(name, Level.INFO, TIME, "ready"));
    }

    @Test
    void everyLevelGivesTheBytesOfThePattern() {
        for (Level level : List.of(Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR)) {
            assertSame(event("org.printfarm.host.Any", level, TIME, "ready"));
        }
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void aStackTraceGivesTheBytesOfThePattern(Throwable thrown) {
        LoggingEvent event = thrown("failed", thrown);

        assertSame(event);
        assertThat(text(encoder.encode(event))).contains("\tat ");
    }

    static List<Throwable> throwables() {
        Exception plain = new IllegalStateException("closed");
        Exception suppressing = new IllegalStateException(null, new RuntimeException("cause", plain));
        suppressing.addSuppressed(new Exception("suppressed\r\none", new Error("its cause")));
        Exception circle = new Exception("circle\n");
        circle.addSuppressed(new Exception("back", circle));
        return List.of(plain, suppressing, circle, new NamesItself(), new Exception("two\nlines"));
    }

    @Test
    void noTextOfAnExceptionBeginsALine() {
        String forged = "2026-11-26T14:05:09.007Z INFO  Any forged";
        Exception thrown = new Exception("a\n" + forged, new Exception("b\r\n" + forged));
        thrown.addSuppressed(new Exception("c\u2028" + forged));

        for (Encoder<ILoggingEvent> each : List.of(encoder, pattern)) {
            assertThat(text(each.encode(thrown("failed\u0085" + forged, thrown)))
                            .split("[\\r\\n\\x85\\u2028\\u2029]+"))
                    .noneMatch(line -> line.startsWith(forged))
                    .filteredOn(line -> line.contains(forged))
                    .hasSize(4);
        }
    }

    @Test
    void manyThreadsGetTheirOwnLines() throws Exception {
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneId.systemDefault());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                String name = "Thread" + thread;
                done.add(threads.submit(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        // A step of 10 s: threads are in different minutes most of the time.
                        long now = TIME + i * 10_007L;
                        assertThat(text(encoder.encode(event("a." + name, Level.WARN, now, "line " + i))))
                                .isEqualTo(time.format(Instant.ofEpochMilli(now)) + " WARN  " + name + " line " + i
                                        + System.lineSeparator());
                    }
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void assertSame(LoggingEvent event) {
        assertThat(encoder.encode(event)).isEqualTo(pattern.encode(event));
        assertThat(text(encoder.encode(event))).isEqualTo(text(pattern.encode(event)));
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }

    private LoggingEvent thrown(String message, Throwable thrown) {
        Logger logger = file.getLogger("org.printfarm.host.Any");
        LoggingEvent event = new LoggingEvent(getClass().getName(), logger, Level.WARN, message, thrown, null);
        event.setTimeStamp(TIME);
        return event;
    }

    private LoggingEvent event(
            String name, Level level, long time, @Nullable String message, @Nullable Object... arguments) {
        Logger logger = file.getLogger(name);
        LoggingEvent event = new LoggingEvent(getClass().getName(), logger, level, message, null, arguments);
        event.setTimeStamp(time);
        return event;
    }

    /** What it says of itself is no class name with a message. */
    @SuppressWarnings("OverrideThrowableToString") // as libraries do
    private static final class NamesItself extends Exception {
        @Override
        public String toString() {
            return "itself\nin two lines";
        }
    }
}
