package org.printfarm.host;

import java.util.List;
import org.printfarm.host.cli.FarmCommand;
import org.printfarm.host.tls.CipherPolicy;

/** Where the process begins and ends. */
public final class Main {

    /** The level that the default logback.xml logs at. */
    private static final String LOG_LEVEL = "farm.log.level";

    private Main() {}

    /**
     * Runs one command. Only {@code run} has a life to log; the others log what is wrong and print the rest.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        if (System.getProperty(LOG_LEVEL) == null && !List.of(arguments).contains("run")) {
            System.setProperty(LOG_LEVEL, "WARN");
        }
        CipherPolicy.allowPlainRsa();
        if (arguments.length > 0 && arguments[0].equals("run")) {
            HeadStart.begin();
        }
        System.exit(FarmCommand.execute(FarmApplication::start, arguments));
    }
}
