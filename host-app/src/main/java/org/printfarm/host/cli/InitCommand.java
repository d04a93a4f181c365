package org.printfarm.host.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.FarmInit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm init}. */
@Command(
        name = "init",
        description =
                "Begin a farm: asks five questions, as far as options do not answer them, and writes a commented farm.yaml "
                        + "and an access code for each printer. Nothing that is there is written over.",
        footer = {
            "",
            "Examples:",
            "  ./farm init",
            "  ./farm init --folder . --name workshop --printers 40 --model P1S --pool 192.168.1.51-90"
        })
final class InitCommand extends ConsoleCommand {

    private static final String ADDRESS =
            "Which address has the first (the others count up), or which range may the farm take them from?";

    private final InputStream answers;

    @Option(names = "--folder", paramLabel = "FOLDER", description = "Where to write.")
    private @Nullable String folder;

    @Option(names = "--name", paramLabel = "NAME", description = "The farm's name.")
    private @Nullable String name;

    @Option(names = "--printers", paramLabel = "N", description = "How many printers.")
    private @Nullable String printers;

    @Option(names = "--model", paramLabel = "MODEL", description = "Which model they are.")
    private @Nullable String model;

    @Option(
            names = {"--address", "--pool"},
            paramLabel = "IPV4",
            description =
                    "The first one's address, the others count up; or a pool like 192.168.1.51-90, of which the farm "
                            + "makes the addresses itself.")
    private @Nullable String address;

    @Option(names = "--json", description = "Print {\"file\", \"codes\", \"next\"}.")
    private boolean json;

    /** With where answers come from; an empty line, or none, is the answer in brackets. */
    InitCommand(InputStream answers) {
        this.answers = answers;
    }

    @Override
    int run(Console screen) throws FarmException, IOException {
        // Not closed: it is the process's own.
        BufferedReader in = new BufferedReader(new InputStreamReader(answers, Charset.defaultCharset()));
        FarmInit farm = new FarmInit(
                Path.of(answer(folder, "Into which folder?", FarmInit.usualFolder(), in, screen)),
                answer(name, "What is the farm called?", "workshop", in, screen),
                number(answer(printers, "How many printers?", "3", in, screen)),
                answer(model, "Which model are they?", "P1S", in, screen),
                answer(address, ADDRESS, "192.168.1.51", in, screen));
        return screen.result(json, farm.write(), view -> {
            screen.note("wrote " + view.file() + " and " + view.codes().size() + " access codes; type next:");
            view.next().forEach(screen::line);
        });
    }

    private static String answer(
            @Nullable String given, String question, String usual, BufferedReader in, Console screen)
            throws IOException {
        if (given != null) {
            return given;
        }
        screen.note(question + " [" + usual + "]");
        String line = in.readLine();
        return line == null || line.isBlank() ? usual : line.strip();
    }

    private static int number(String text) throws FarmException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new FarmException(FarmException.BAD_REQUEST, "printers: expected a number", "");
        }
    }
}
