package org.printfarm.host.cli;

import java.util.concurrent.Callable;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.NetProcess;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm net}. */
@Command(
        name = "net",
        description =
                "Make the addresses of printers with address: auto, for as long as this runs. It takes CAP_NET_ADMIN and "
                        + "CAP_NET_RAW, which the farm does not get: sudo ./farm net gives up all other rights and goes on as the user "
                        + "who typed it. Only that user's farm reaches it, at net/socket in the data folder.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  sudo ./farm net",
            "  ./farm net macvlan --parent eth0 --namespace printfarm | sudo sh"
        })
final class NetCommand implements Callable<Integer> {

    @Mixin
    private FarmOption farm;

    @Spec
    private CommandSpec spec;

    /** Made by {@link #commandLine}. */
    private NetCommand() {}

    static CommandLine commandLine() {
        NetCommand command = new NetCommand();
        return new CommandLine(command).addSubcommand(new Macvlan(command));
    }

    @Override
    public Integer call() throws FarmException {
        Console screen = new Console(spec);
        NetProcess net = NetProcess.open(farm.source());
        Runtime.getRuntime().addShutdownHook(new Thread(net::close, "shutdown"));
        screen.line("ready: printfarm-net");
        ReadyNotice.send(System.getenv());
        net.serve();
        return ExitCodes.FINE;
    }

    /** {@code farm net macvlan}. */
    @Command(
            name = "macvlan",
            description =
                    "Print a script for root that gives a farm in a namespace a macvlan card, and its machine a way to it. "
                            + "Without --namespace only the way: in a container, the engine makes the card.",
            mixinStandardHelpOptions = true)
    static final class Macvlan implements Callable<Integer> {

        private final NetCommand net;

        @Mixin
        private FarmOption farm;

        @Option(names = "--parent", required = true, paramLabel = "CARD", description = "The machine's network card.")
        private String parent;

        @Option(names = "--namespace", paramLabel = "NAME", defaultValue = "", description = "The farm's namespace.")
        private String namespace;

        @Spec
        private CommandSpec spec;

        Macvlan(NetCommand net) {
            this.net = net;
        }

        @Override
        public Integer call() throws FarmException {
            String script = NetProcess.macvlan(farm.or(net.farm), parent, namespace);
            new Console(spec).line(script.stripTrailing());
            return ExitCodes.FINE;
        }
    }
}
