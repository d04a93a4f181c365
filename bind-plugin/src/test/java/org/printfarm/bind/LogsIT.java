package org.printfarm.bind;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.TestPrinters;
import org.slf4j.LoggerFactory;

/** What is printed, with every logger open, when peers are hostile and when all is well. */
class LogsIT {

    private static final String GARBAGE = "Zq7" + TestPrinters.ACCESS_CODE + "Zq7";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Level before = root.getLevel();
    private final Appender<ILoggingEvent> console = root.getAppender("STDOUT");
    private final BindServiceFactory factory = new BindServiceFactory();

    @BeforeEach
    void listenToEverything() {
        root.detachAppender(console);
        root.setLevel(Level.TRACE);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stop() {
        root.setLevel(before);
        root.detachAppender(log);
        root.addAppender(console);
        factory.close();
    }

    @Test
    void nothingThatAPeerSentIsPrinted() throws IOException {
        try (LivePrinter printer = LivePrinter.start(factory)) {
            for (byte[] hostile : hostileBytes()) {
                Wire.exchange(printer.plain(), hostile);
                Wire.exchange(printer.tls(), hostile);
                try (TlsClient client = TlsClient.connect(printer.tls(), "TLSv1.3")) {
                    client.exchange(hostile);
                }
            }
            printer.awaitEvents(3 * hostileBytes().size());
            assertThat(printer.events().toString()).doesNotContain(GARBAGE);
        }
        assertThat(printed()).isNotEmpty().noneMatch(LogsIT::betrays);
    }

    private static List<byte[]> hostileBytes() {
        return List.of(
                GARBAGE.getBytes(StandardCharsets.US_ASCII),
                Wire.frame(GARBAGE),
                Wire.frame("{\"login\":{\"command\":\"" + GARBAGE + "\"}}"),
                Wire.frame("{\"login\":{\"command\":\"detect\",\"sequence_id\":\"" + GARBAGE + "\"}}"),
                Wire.frame("{\"" + GARBAGE + "\":" + "[".repeat(100) + "]".repeat(100) + "}"),
                Wire.frame("{\"login\":" + GARBAGE + "}"),
                Wire.frame("{\"" + GARBAGE + "\":1,\"" + GARBAGE + "\":2}"));
    }

    /** As text, or as a hex dump. */
    private static boolean betrays(String line) {
        String hex = "5a 71 37";
        return line.contains("Zq7")
                || line.toLowerCase(Locale.ROOT).contains(hex)
                || line.toLowerCase(Locale.ROOT).contains(hex.replace(" ", ""));
    }

    @Test
    void exchangeThatEndsWellLogsNothingAboveDebug() throws IOException {
        try (LivePrinter printer = LivePrinter.start(factory)) {
            log.list.clear();
            Wire.exchange(printer.plain(), Wire.detect());
            try (TlsClient client = TlsClient.connect(printer.tls(), "TLSv1.3")) {
                client.exchange(Wire.detect());
            }
            printer.awaitEvents(2);
            assertThat(List.copyOf(log.list))
                    .noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.INFO));
        }
    }

    @Test
    void plainTextOnTheTlsPortIsWarnedOf() {
        LivePrinter.start(factory, TestPrinters.next(), Map.of("tls", "off")).close();
        assertThat(List.copyOf(log.list))
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage()).contains("port=3002", "plain text"));
    }

    private List<String> printed() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .toList();
    }
}
