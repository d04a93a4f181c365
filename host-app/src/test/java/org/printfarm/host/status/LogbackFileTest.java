package org.printfarm.host.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The file that printfarm logs by unless the user names another. */
final class LogbackFileTest {

    @Test
    void theLinesGoToStandardErrorOneForEachEventAndLibrariesAreSilent() throws JoranException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        try {
            configure(context);
            context.getLogger("org.printfarm.host.Any").info("one\r\nline\u2028only");
            context.getLogger("org.printfarm.host.Any").debug("not this");
            context.getLogger("org.apache.mina.filter.Any").error("peer bytes");
            context.getLogger(EventLog.class).info("event=detected");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> written.toString(StandardCharsets.UTF_8).contains("event=detected"));
        } finally {
            context.stop();
            System.setErr(before);
        }

        String[] lines = written.toString(StandardCharsets.UTF_8).split("\\R");
        assertThat(lines).hasSize(2);
        assertThat(lines)
                .anyMatch(line -> line.endsWith(" INFO  Any one  line only"))
                .anyMatch(line -> line.endsWith(" INFO  EventLog event=detected"))
                .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}.*"));
    }

    private static void configure(LoggerContext context) throws JoranException {
        URL file = Objects.requireNonNull(LogbackFileTest.class.getResource("/logback.xml"));
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(file);
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .allMatch(status -> status.getEffectiveLevel() < Status.WARN);
        assertThat(context.getLogger("root").getLevel()).isEqualTo(Level.INFO);
    }
}
