package org.printfarm.host.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.printfarm.api.ApiVersion;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.FarmStarter;
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
     * Executes one line.
     *
     * @param starter what {@code run} starts a farm with
     * @param out gets results and nothing else
     * @param arguments the line
     * @return the exit status
     */
    public static int execute(FarmStarter starter, PrintStream out, String... arguments) {
        return commandLine(starter)
                .setOut(new PrintWriter(out, true, charset("stdout.encoding")))
                .setErr(new PrintWriter(System.err, true, charset("stderr.encoding")))
                .execute(arguments);
    }

    /** Before JDK 19 there are no such properties, and the default is what the terminal takes. */
    private static Charset charset(String property) {
        String name = System.getProperty(property);
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
    }

    /**
     * The whole command line.
     *
     * @param starter what {@code run} starts a farm with
     * @return ready to execute; results go to standard output, everything else to standard error
     */
    public static CommandLine commandLine(FarmStarter starter) {
        return addHandlers(new CommandLine(new FarmCommand())
                .addSubcommand(new InitCommand(System.in))
                .addSubcommand(new RunCommand(starter))
                .addSubcommand(new OpenCommand())
                .addSubcommand(new CheckCommand())
                .addSubcommand(new ConfigurationCommand())
                .addSubcommand(new ReloadCommand())
                .addSubcommand(new DetectCommand())
                .addSubcommand(new DiscoverCommand())
                .addSubcommand(new WatchCommand())
                .addSubcommand(new DoctorCommand())
                .addSubcommand(new PluginsCommand())
                .addSubcommand(new PrintersCommand())
                .addSubcommand(new JobsCommand())
                .addSubcommand(new QueueCommand())
                .addSubcommand(new WhyCommand())
                .addSubcommand(new DispatchCommand())
                .addSubcommand(new MachinesCommand())
                .addSubcommand(new HistoryCommand())
                .addSubcommand(new UsersCommand())
                .addSubcommand(new KeysCommand())
                .addSubcommand(new AuditCommand())
                .addSubcommand(new BackupCommand())
                .addSubcommand(new RestoreCommand())
                .addSubcommand(new StoreCommand())
                .addSubcommand(new JoinCommand())
                .addSubcommand(new HostsCommand())
                .addSubcommand(new CaCommand())
                .addSubcommand(new NetCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true));
    }

    /** Has what a command and those below it throw told to the user. */
    static CommandLine addHandlers(CommandLine line) {
        return line.setExecutionExceptionHandler((e, command, parsed) -> {
            Console screen = new Console(command.getCommandSpec());
            if (e instanceof FarmException told) {
                return screen.failure(told);
            }
            screen.note("error: " + e);
            return ExitCodes.FAILED;
        });
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
