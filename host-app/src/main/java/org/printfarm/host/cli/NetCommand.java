package org.printfarm.host.cli;

import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.NetProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm net}. */
@Command(
        name = "net",
        subcommands = NetCommand.Macvlan.class,
        description =
                "Make the addresses of printers with address: auto, for as long as this runs. It takes CAP_NET_ADMIN and "
                        + "CAP_NET_RAW, which the farm does not get: sudo ./farm net gives up all other rights and goes on as the user "
                        + "who typed it. Only that user's farm reaches it, at net/socket in the data folder.",
        footer = {
            "",
            "Examples:",
            "  sudo ./farm net",
            "  ./farm net macvlan --parent eth0 --namespace printfarm | sudo sh"
        })
final class NetCommand extends OneFarmCommand {

    @Override
    int run(Console screen) throws FarmException {
        NetProcess net = NetProcess.open(source());
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
                            + "Without --namespace only the way: in a container, the engine makes the card.")
    static final class Macvlan extends OneFarmCommand {

        @Option(names = "--parent", required = true, paramLabel = "CARD", description = "The machine's network card.")
        private String parent;

        @Option(names = "--namespace", paramLabel = "NAME", defaultValue = "", description = "The farm's namespace.")
        private String namespace;

        @Override
        int run(Console screen) throws FarmException {
            String script = NetProcess.macvlan(source(), parent, namespace);
            screen.line(script.stripTrailing());
            return ExitCodes.FINE;
        }
    }
}
