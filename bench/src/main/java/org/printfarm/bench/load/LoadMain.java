package org.printfarm.bench.load;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where a load process begins. */
@Command(
        name = "load",
        subcommands = {ExchangeCommand.class, CrowdCommand.class, MqttClientsCommand.class})
public final class LoadMain {

    private LoadMain() {}

    /**
     * Runs one kind of load.
     *
     * @param arguments its name and options
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LoadMain()).execute(arguments));
    }
}
