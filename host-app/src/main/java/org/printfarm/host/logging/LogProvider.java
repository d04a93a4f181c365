package org.printfarm.host.logging;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LogbackServiceProvider;
import ch.qos.logback.core.CoreConstants;

/**
 * Logback, set up without any search: SLF4J is told of this class by name ({@link FarmLog#prefer}). Logback's own way looks on
 * the class path for services and files that the farm does not have, and opens each of the host's jars for it. Of 64 samples
 * of a start that were in SLF4J's initialization, 14 are left.
 *
 * <p>Starts with a file of the operator's pay 0.1 s of CPU for it, because the classes that read it are no longer in the
 * launcher's archive. With them in it, all other starts took 0.1 s more.
 *
 * <p>Who names a file ({@code -Dlogback.configurationFile}) or a status listener gets Logback's own way, to the letter.
 */
public final class LogProvider extends LogbackServiceProvider {

    /** For SLF4J. */
    public LogProvider() {}

    /** Sets up the one context of this process. Called once. */
    @Override
    public void initialize() {
        if (System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null
                || System.getProperty(CoreConstants.STATUS_LISTENER_CLASS_KEY) != null) {
            super.initialize();
            return;
        }
        LoggerContext context = (LoggerContext) getLoggerFactory();
        context.setName(CoreConstants.DEFAULT_CONTEXT_NAME);
        context.setMDCAdapter(getMDCAdapter());
        FarmLog.setUp(context);
        context.start();
    }
}
