package org.printfarm.host.cli;

import picocli.CommandLine.Command;

/** {@code farm store}, which only holds the commands below it together. */
@Command(
        name = "store",
        subcommands = StoreCopyCommand.class,
        description = "The database that keeps the farm's record (farm.store).",
        synopsisSubcommandLabel = "COMMAND")
final class StoreCommand extends ConsoleCommand {

    /** Called when no command was named. */
    @Override
    int run(Console screen) {
        throw usage("Missing command: ./farm store copy");
    }
}
