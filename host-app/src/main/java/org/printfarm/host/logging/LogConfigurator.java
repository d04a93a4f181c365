package org.printfarm.host.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;

/**
 * What Logback falls back on when it sets itself up and neither the operator nor the class path has a file for it. Found as a
 * service; any other configurator comes before it. Without it Logback would log everything, to standard output.
 */
@ConfiguratorRank(ConfiguratorRank.FALLBACK)
public final class LogConfigurator extends DefaultJoranConfigurator {

    /** For Logback. */
    public LogConfigurator() {}

    /**
     * Looks for a file as Logback does, which asks services before it looks itself; sets up the farm's log when there is none.
     *
     * @param context without appenders
     * @return that nobody else need be asked
     */
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (super.configure(context) == ExecutionStatus.INVOKE_NEXT_IF_ANY) {
            FarmLog.setUp(context);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
