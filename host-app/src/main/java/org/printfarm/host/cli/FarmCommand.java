package org.printfarm.host.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.printfarm.api.ApiVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code farm} itself, which only holds the others together. */
@Command(
        name = "farm",
        description = "A farm of virtual printers that look to a slicer exactly like printers on the LAN.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = FarmCommand.Version.class,
        footer = {
            "",
            "Examples:",
            "  ./farm run                        start the demo farm, or the one of ./farm.yaml",
            "  ./farm check -c workshop.yaml     what would stop it from starting?",
            "  ./farm detect 192.168.1.51        who is there?",
            "",
            "Exit status: 0 fine, 1 a check or a request failed, 2 wrong usage or configuration."
        })
public final class FarmCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Made by {@link #commandLine}. */
    FarmCommand() {}

    /**
     * The whole command line.
     *
     * @param starter what {@code run} starts a farm with
     * @return ready to execute; results go to standard output, everything else to standard error
     */
    public static CommandLine commandLine(FarmStarter starter) {
        return commandLine(starter, "");
    }

    /**
     * As much of the command line as it takes to execute one line: where that begins with a command's name, this command
     * alone. Picocli reads a command's options by reflection when it is added, whether it is called or not; nine instead
     * of one took 0.1 s of the start.
     *
     * @param starter what {@code run} starts a farm with
     * @param arguments the line that will be executed
     * @return ready to execute; results go to standard output, everything else to standard error
     */
    public static CommandLine commandLine(FarmStarter starter, String... arguments) {
        CommandLine commandLine = new CommandLine(new FarmCommand());
        Map<String, Supplier<Object>> all = commands(starter);
        String first = arguments.length == 0 ? "" : arguments[0];
        all.forEach((name, command) -> {
            if (name.equals(first) || !all.containsKey(first)) {
                commandLine.addSubcommand(name, command.get());
            }
        });
        commandLine.setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpAutoWidth(true);
        commandLine.setExecutionExceptionHandler(
                (e, command, parsed) -> FarmLine.failed(e, new Screen(command.getCommandSpec())));
        return commandLine;
    }

    /** By name, in the order of the help. */
    private static Map<String, Supplier<Object>> commands(FarmStarter starter) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("run", () -> new RunCommand(starter));
        commands.put("check", CheckCommand::new);
        commands.put("detect", DetectCommand::new);
        commands.put("discover", DiscoverCommand::new);
        commands.put("watch", WatchCommand::new);
        commands.put("plugins", PluginsCommand::new);
        commands.put("printers", PrintersCommand::new);
        commands.put("jobs", JobsCommand::commandLine);
        commands.put("ca", CaCommand::new);
        return commands;
    }

    /** Called when no command was named. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command, for instance: farm run");
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = FarmCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "printfarm " + (version == null ? "(not packaged)" : version),
                "plugin API " + ApiVersion.CURRENT,
                "Java " + Runtime.version()
            };
        }
    }
}
