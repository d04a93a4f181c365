package org.printfarm.host.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.net.URL;
import java.util.Objects;

/** The two ways to the farm's log. */
enum LogSetUp {
    IN_CODE {
        @Override
        void into(LoggerContext context) {
            FarmLog.setUp(context);
        }
    },
    EXAMPLE_FILE {
        @Override
        void into(LoggerContext context) throws JoranException {
            URL file = Objects.requireNonNull(FarmLog.class.getResource("example-logback.xml"));
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(file);
        }
    };

    abstract void into(LoggerContext context) throws JoranException;

    /** A context of the test's own, which it stops. */
    LoggerContext context() throws JoranException {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        into(context);
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .allMatch(status -> status.getEffectiveLevel() < Status.WARN);
        return context;
    }
}
