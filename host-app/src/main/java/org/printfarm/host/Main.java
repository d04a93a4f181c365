package org.printfarm.host;

import java.util.List;
import org.printfarm.host.cli.FarmLine;
import org.printfarm.host.logging.FarmLog;
import org.printfarm.host.tls.CipherPolicy;

/** Where the process begins and ends. */
public final class Main {

    private Main() {}

    /**
     * Runs one command. Only {@code run} has a life to log; the others log what is wrong and print the rest.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        if (System.getProperty(FarmLog.LEVEL) == null && !List.of(arguments).contains("run")) {
            System.setProperty(FarmLog.LEVEL, "WARN");
        }
        FarmLog.prefer();
        CipherPolicy.allowPlainRsa();
        if (arguments.length > 0 && arguments[0].equals("run")) {
            HeadStart.begin();
        }
        System.exit(FarmLine.execute(new FarmStart(), arguments));
    }
}
