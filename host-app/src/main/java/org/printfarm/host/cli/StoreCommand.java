package org.printfarm.host.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code farm store}, which only holds the commands below it together. */
@Command(
        name = "store",
        description = "The database that keeps the farm's record (farm.store).",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class StoreCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private StoreCommand() {}

    /** The command with those below it. */
    static CommandLine commandLine() {
        return new CommandLine(new StoreCommand()).addSubcommand(new StoreCopyCommand());
    }

    /** Called when no command was named. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: ./farm store copy");
    }
}
