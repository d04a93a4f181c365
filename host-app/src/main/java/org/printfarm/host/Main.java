package org.printfarm.host;

import java.io.PrintStream;
import org.printfarm.host.cli.FarmCommand;
import org.printfarm.host.logging.FarmLog;
import org.printfarm.host.tls.CipherPolicy;

/** Where the process begins and ends. */
public final class Main {

    private Main() {}

    /**
     * Runs one command.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        PrintStream results = System.out;
        FarmLog.prepare(arguments);
        CipherPolicy.allowPlainRsa();
        if (arguments.length > 0 && arguments[0].equals("run")) {
            HeadStart.begin();
        } else {
            FarmLog.open();
        }
        System.exit(FarmCommand.execute(new FarmStart(), results, arguments));
    }
}
