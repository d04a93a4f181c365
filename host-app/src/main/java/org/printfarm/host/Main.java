package org.printfarm.host;

import java.io.PrintStream;
import org.printfarm.host.app.FarmStart;
import org.printfarm.host.app.FarmStarter;
import org.printfarm.host.app.HeadStart;
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
        CipherPolicy.resumeBySessionId();
        if (arguments.length > 0 && arguments[0].equals("run")) {
            HeadStart.begin();
        } else {
            FarmLog.open();
        }
        System.exit(execute(new FarmStart(), results, arguments));
    }

    /**
     * Runs one command in a process that is set up and goes on.
     *
     * @param starter what {@code run} starts a farm with
     * @param results gets the result and nothing else
     * @param arguments the command line
     * @return the exit status
     */
    public static int execute(FarmStarter starter, PrintStream results, String... arguments) {
        return FarmCommand.execute(starter, results, arguments);
    }
}
