package org.printfarm.host.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.view.NewPassword;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a password comes from: never an argument, which every user of the machine could read. */
final class PasswordOption {

    private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "Take the password from the first line of this file. Without it: asked for on a terminal, or the "
                            + "first line of standard input.")
    private @Nullable Path file;

    NewPassword read() {
        try {
            if (file != null) {
                try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                    return firstLine(in);
                }
            }
            Optional<Console> terminal = isTyped() ? Optional.ofNullable(System.console()) : Optional.empty();
            return terminal.isPresent()
                    ? typed(terminal.get())
                    : firstLine(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw mistake("the password cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** Whether standard input is a terminal. Since JDK 22 there is a console also where there is none. */
    private static boolean isTyped() {
        try {
            return STANDARD_INPUT.toRealPath().toString().matches("/dev/(pts/|tty).*");
        } catch (IOException unknown) {
            return false;
        }
    }

    private NewPassword firstLine(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw mistake("there is no password on standard input, nor in a --password-file");
        }
        return new NewPassword(line);
    }

    private NewPassword typed(Console terminal) {
        char[] once = terminal.readPassword("Password: ");
        char[] again = terminal.readPassword("Again: ");
        if (once == null || !Arrays.equals(once, again)) {
            throw mistake("the two are not the same");
        }
        return new NewPassword(new String(once));
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
