package org.printfarm.host.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.StoreCopy;
import org.printfarm.host.view.NewPassword;
import org.printfarm.host.view.StoreCopyView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code farm store copy}. */
@Command(
        name = "copy",
        description =
                "Copy the record of a farm that does not run to another database, and check every row. A copy that broke "
                        + "off is gone on with when it is called again. Files stay in the data folder.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./farm store copy --to postgresql://farm@db.lan/printfarm --password-file db.password",
            "  ./farm store copy --to sqlite"
        })
final class StoreCopyCommand implements Callable<Integer> {

    /** As PostgreSQL's own programs take it. */
    private static final String ENVIRONMENT = "PGPASSWORD";

    @Mixin
    private FarmOption farm;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URL",
            description =
                    "A URL as farm.store has it; its database must be there. Or sqlite: the file in the data folder.")
    private String to;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "Take the password of the URL's user from the first line of this file; without it from the variable "
                            + ENVIRONMENT + " of the environment.")
    private @Nullable Path passwordFile;

    @Option(names = "--json", description = "Print {\"rows\", \"added\"}.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    StoreCopyCommand() {}

    @Override
    public Integer call() throws FarmException {
        Console screen = new Console(spec);
        StoreCopyView copied = StoreCopy.run(farm.source(), to, password(), (table, rows) -> {
            if (!json) {
                screen.line(table + ": " + rows + " rows");
            }
        });
        if (json) {
            screen.json(copied);
        } else {
            screen.line(copied.rows() + " rows are the same in both, " + copied.added() + " of them were added now");
            screen.note("set farm.store: " + to + " to use it");
        }
        return ExitCodes.FINE;
    }

    private Optional<NewPassword> password() {
        if (passwordFile == null) {
            return Optional.ofNullable(System.getenv(ENVIRONMENT)).map(NewPassword::new);
        }
        try (BufferedReader in = Files.newBufferedReader(passwordFile, StandardCharsets.UTF_8)) {
            return Optional.ofNullable(in.readLine()).map(NewPassword::new);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the password cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
