package org.printfarm.host.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.view.NewPassword;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the password of a database's user comes from. */
final class DatabasePassword {

    /** As PostgreSQL's own programs take it. */
    private static final String ENVIRONMENT = "PGPASSWORD";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "Take the password of the URL's user from the first line of this file; without it from the variable "
                            + ENVIRONMENT + " of the environment.")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Empty where there is none. */
    Optional<NewPassword> read() {
        if (file == null) {
            return Optional.ofNullable(System.getenv(ENVIRONMENT)).map(NewPassword::new);
        }
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return Optional.ofNullable(in.readLine()).map(NewPassword::new);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the password cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
