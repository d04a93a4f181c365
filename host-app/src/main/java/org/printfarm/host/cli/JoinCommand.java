package org.printfarm.host.cli;

import java.nio.file.Path;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.FarmInit;
import org.printfarm.host.app.FarmJoin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm join}. */
@Command(
        name = "join",
        description =
                "Make this machine a host of a farm that others run on PostgreSQL: write its farm.yaml, key and certificates "
                        + "from the farm's database, and tell what else is needed. Nothing that is there is written over.",
        footer = {
            "",
            "Examples:",
            "  ./farm join postgresql://farm@db.lan/printfarm --password-file db.password --key cluster.key"
        })
final class JoinCommand extends ConsoleCommand {

    @Parameters(paramLabel = "URL", description = "The farm's database, as farm.store has it.")
    private String url;

    @Mixin
    private DatabasePassword password;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "The farm's key: a copy of cluster.key in the data folder of a host that runs.")
    private Path key;

    @Option(names = "--folder", paramLabel = "FOLDER", description = "Where to write farm.yaml.")
    private Path folder = Path.of(FarmInit.usualFolder());

    @Option(names = "--json", description = "Print {\"file\", \"data\", \"missing\", \"next\"}.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        return screen.result(json, new FarmJoin(url, password.read(), key, folder).run(), joined -> {
            screen.note("wrote " + joined.file() + " and " + joined.data());
            joined.missing().forEach(missing -> screen.note("still needed: " + missing));
            screen.note("type next:");
            joined.next().forEach(screen::line);
        });
    }
}
