package org.printfarm.simulator;

import picocli.CommandLine;

/** Where {@code ./farm simulate} begins. */
public final class Main {

    private Main() {}

    /**
     * Runs machines until the process is ended.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SimulateCommand()).execute(arguments));
    }
}
